package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.RestoreResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people read of outputs in the working tree. */
final class OutputNotes {

    private static final int MAX_SHOWN = 3;

    private OutputNotes() {}

    static String reason(RestoreResult.Missing missing) {
        Map.Entry<NeededOutputs, String> first =
                missing.reasons().entrySet().iterator().next();
        return first.getKey().job() + " has to run again: " + first.getValue();
    }

    static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** An error that is nobody's but this program's, with where it happened. */
    static String trace(RuntimeException e) {
        StackTraceElement[] stack = e.getStackTrace();
        return e + (stack.length > 0 ? " at " + stack[0] : "") + "; this is a bug, please report it";
    }

    static List<String> notes(List<Path> setAside, Path tree) {
        List<String> notes = new ArrayList<>();
        for (Path path : setAside.subList(0, Math.min(setAside.size(), MAX_SHOWN))) {
            Path top = tree.toAbsolutePath().normalize();
            notes.add("set aside what was in the way of outputs: "
                    + (path.startsWith(top) ? top.relativize(path) : path));
        }
        if (setAside.size() > MAX_SHOWN) {
            notes.add("set aside " + (setAside.size() - MAX_SHOWN) + " more files there");
        }
        return notes;
    }
}
