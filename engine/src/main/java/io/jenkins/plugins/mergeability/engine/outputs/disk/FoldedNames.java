package io.jenkins.plugins.mergeability.engine.outputs.disk;

import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** File systems that take two names for one, by case and, as those of macOS, by the form of accents. */
public final class FoldedNames {

    private FoldedNames() {}

    /** Whether a directory's file system does; the directory is made if it is not there. */
    public static boolean foldsIn(Path directory) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(directory), "fold", "");
        try {
            String name = DiskNames.name(file);
            return Files.exists(file.resolveSibling(name.replace("fold", "FOLD")), LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Names two paths that are one where names are folded; null if there are none. */
    public static String conflict(Collection<String> paths) {
        Map<String, String> seen = new HashMap<>();
        for (String path : paths) {
            for (String each = path; !each.isEmpty(); each = parent(each)) {
                String other = seen.putIfAbsent(folded(each), each);
                if (other != null && !other.equals(each)) {
                    return "`" + SafeText.text(other) + "` and `" + SafeText.text(each)
                            + "` are one path on this file system";
                }
                if (other != null) {
                    break;
                }
            }
        }
        return null;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
