"""What the suite needs beside the SDK: checks, the control API, a receiver and a proxy."""
