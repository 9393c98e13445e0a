package io.jenkins.plugins.mergeability.engine.run.process;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns names into file names that every file system accepts, each different within a directory even where case is
 * ignored. The same names in the same order give the same file names.
 */
public final class FileNames {

    private static final int MAX_LENGTH = 100;
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

    private final Set<String> used = new HashSet<>();

    /** The file name for a name, followed by {@code ~2} and so on if it was taken. */
    public synchronized String of(String name) {
        String safe = safe(name);
        String candidate = safe;
        for (int i = 2; !used.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = safe + "~" + i;
        }
        return candidate;
    }

    /** A name made of letters, digits and {@code . _ + @ -} that is not too long; others become a dash. */
    public static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length() && safe.length() < MAX_LENGTH; i++) {
            char c = name.charAt(i);
            if (isPlain(c)) {
                safe.append(c);
            } else if (safe.length() > 0 && safe.charAt(safe.length() - 1) != '-') {
                safe.append('-');
            }
        }
        while (safe.length() > 0 && (safe.charAt(safe.length() - 1) == '.' || safe.charAt(safe.length() - 1) == '-')) {
            safe.setLength(safe.length() - 1);
        }
        if (safe.length() == 0 || safe.charAt(0) == '.' || isDevice(safe.toString())) {
            safe.insert(0, '_');
        }
        return safe.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._+@-".indexOf(c) >= 0;
    }

    /** Windows reserves these names for devices, with any extension. */
    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
        boolean numbered = stem.length() == 4
                && (stem.startsWith("com") || stem.startsWith("lpt"))
                && Character.isDigit(stem.charAt(3));
        return numbered || RESERVED.contains(stem);
    }
}
