package io.jenkins.plugins.mergeability.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Commands that wait for a test, and count how often they ran, by files outside of all workspaces. */
final class Gate {

    private final Path directory;

    Gate(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** A command that is counted under a name. */
    String count(String name) {
        return "echo " + name + " >>" + directory.resolve("count");
    }

    /** A command that takes a while and shows in the counts when it begins and ends: {@code +name}, {@code -name}. */
    String span(String name) {
        return count("+" + name) + "; sleep 0.2; " + count("-" + name);
    }

    /** The largest number of commands of {@link #span} that ran at the same time. */
    int maxAtOnce() throws IOException {
        int now = 0;
        int max = 0;
        for (String line : inOrder()) {
            now += line.startsWith("+") ? 1 : -1;
            max = Math.max(max, now);
        }
        return max;
    }

    /** A command that lasts until the gate opens, or fails after ten minutes. */
    String wait(String name) {
        return "echo reached >" + directory.resolve(name + ".reached") + "; n=0; while [ ! -f "
                + directory.resolve(name) + " ]; do sleep 0.05; n=$((n+1)); test $n -lt 12000; done";
    }

    /** The file that opens a gate. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** Opens the gate for a command, before or after the command reaches it. */
    void open(String name) throws IOException {
        Files.writeString(directory.resolve(name), "");
    }

    /** Waits until commands have reached their gates. */
    void reached(String... names) throws Exception {
        for (String name : names) {
            until(() -> Files.exists(directory.resolve(name + ".reached")));
        }
    }

    /** The names that were counted, sorted. */
    List<String> counted() throws IOException {
        Path file = directory.resolve("count");
        return Files.exists(file) ? Files.readAllLines(file).stream().sorted().toList() : List.of();
    }

    /** The names that were counted, in their order. */
    List<String> inOrder() throws IOException {
        return Files.readAllLines(directory.resolve("count"));
    }

    /** Waits for a condition. */
    static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the condition was not met in ten minutes");
            }
            Thread.sleep(50);
        }
    }
}
