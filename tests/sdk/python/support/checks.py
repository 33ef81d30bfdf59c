"""Runs the checks of a suite one after another and reports each on a line of its own."""

import traceback


class Checks:
    """Counts what passed and what failed; `finish` prints the closing line and gives the exit code."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, body):
        """Runs one check; whatever it raises makes it fail, and the suite goes on."""
        try:
            body()
        except Exception:
            self.failed += 1
            print("not ok - %s: %s" % (name, traceback.format_exc()), flush=True)
        else:
            self.passed += 1
            print("ok - %s" % name, flush=True)

    def finish(self):
        print("%d passed, %d failed" % (self.passed, self.failed), flush=True)
        return 0 if self.failed == 0 and self.passed > 0 else 1


def equal(got, expected, what=""):
    """Asserts equality and says what differed."""
    if got != expected:
        raise AssertionError("%s: got %r, expected %r" % (what or "value", got, expected))
