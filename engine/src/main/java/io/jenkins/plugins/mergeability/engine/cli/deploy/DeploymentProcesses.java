package io.jenkins.plugins.mergeability.engine.cli.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The processes that the commands of a deployment have started. If the deployment is killed, its guard ends them within
 * seconds; the next one waits for that, so that the commands of two never run at the same time. They are found by a
 * variable of their environment, where the system has {@code /proc}.
 */
final class DeploymentProcesses implements AutoCloseable {

    private static final String VARIABLE = "MERGEABILITY_DEPLOYMENT";

    /** What processes have that must not outlive the command that has started them. */
    private static final String GUARDED = "MERGEABILITY_COOKIE=";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 50;

    private final Path file;
    private final String token;

    private DeploymentProcesses(Path file, String token) {
        this.file = file;
        this.token = token;
    }

    /**
     * Waits until no process of an interrupted deployment is left, and begins another one.
     *
     * @param file names the processes as long as the deployment is under way
     * @throws IOException if processes are left after some time
     */
    static DeploymentProcesses begin(Path file) throws IOException, InterruptedException {
        awaitEnd(file);
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Files.createDirectories(file.getParent());
        Files.writeString(file, token, StandardCharsets.UTF_8);
        return new DeploymentProcesses(file, token);
    }

    /** The variables of the commands of the deployment. */
    Map<String, String> variables() {
        return Map.of(VARIABLE, token);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private static void awaitEnd(Path file) throws IOException, InterruptedException {
        String token;
        try {
            token = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (List<String> left = find(token); !left.isEmpty(); left = find(token)) {
            if (System.nanoTime() > end) {
                throw new IOException("processes of an interrupted deployment are still running: end them first (kill "
                        + String.join(" ", left) + ")");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static List<String> find(String token) {
        List<String> found = new ArrayList<>();
        String[] names = new File("/proc").list((proc, name) -> Character.isDigit(name.charAt(0)));
        for (String name : names == null || token.isEmpty() ? new String[0] : names) {
            try {
                String variables =
                        "\0" + Files.readString(Path.of("/proc", name, "environ"), StandardCharsets.ISO_8859_1);
                if (variables.contains("\0" + VARIABLE + "=" + token) && variables.contains("\0" + GUARDED)) {
                    found.add(name);
                }
            } catch (IOException e) {
                continue; // it has ended, or is another user's
            }
        }
        return found;
    }
}
