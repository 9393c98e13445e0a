package io.jenkins.plugins.mergeability.engine.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the remotes of a repository from its configuration. */
final class Remotes {

    private static final String KEY = "remote.";
    private static final String URL = ".url";

    private Remotes() {}

    /** The first address of each remote by its name, in the order of the configuration. */
    static Map<String, String> of(Git git) throws ExternalFailureException {
        // Git exits with 1 if there are none.
        byte[] output =
                git.start("config", "-z", "--get-regexp", "^remote\\..*\\.url$").read(1);
        Map<String, String> remotes = new LinkedHashMap<>();
        for (String entry : new String(output, UTF_8).split("\0")) {
            int end = entry.indexOf('\n');
            String key = end < 0 ? "" : entry.substring(0, end);
            if (key.startsWith(KEY) && key.endsWith(URL) && key.length() > KEY.length() + URL.length()) {
                String name = key.substring(KEY.length(), key.length() - URL.length());
                remotes.putIfAbsent(name, entry.substring(end + 1));
            }
        }
        return remotes;
    }
}
