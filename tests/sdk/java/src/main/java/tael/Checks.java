package tael;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Runs the checks of the suite one after another and reports each on a line of its own. */
final class Checks {
    /** A check; whatever it throws makes it fail. */
    interface Body {
        void run() throws Exception;
    }

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private int passed;
    private int failed;

    void check(String name, Body body) {
        try {
            body.run();
            passed++;
            out.println("ok - " + name);
        } catch (Exception | AssertionError failure) {
            failed++;
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            out.println("not ok - " + name + ": " + trace);
        }
    }

    /** Prints the closing line and gives the exit code. */
    int finish() {
        out.println(passed + " passed, " + failed + " failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    static void equal(String what, Object got, Object expected) {
        if (!Objects.equals(got, expected)) {
            throw new AssertionError(what + ": got " + got + ", expected " + expected);
        }
    }

    static void matches(String what, String got, String pattern) {
        if (got == null || !got.matches(pattern)) {
            throw new AssertionError(what + ": got " + got + ", expected " + pattern);
        }
    }

    static void holds(String what, boolean condition) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
