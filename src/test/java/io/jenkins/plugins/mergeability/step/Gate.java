package io.jenkins.plugins.mergeability.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Commands that wait for a test, and count how often they ran: files outside of all workspaces. */
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

    /** How many commands of {@link #span} ran at once at the most. */
    int mostAtOnce() throws IOException {
        int now = 0;
        int most = 0;
        for (String line : inOrder()) {
            now += line.startsWith("+") ? 1 : -1;
            most = Math.max(most, now);
        }
        return most;
    }

    /** A command that lasts until it is let through, or fails after minutes, when whoever was to do so is gone. */
    String wait(String name) {
        return "echo reached >" + directory.resolve(name + ".reached") + "; n=0; while [ ! -f "
                + directory.resolve(name) + " ]; do sleep 0.05; n=$((n+1)); test $n -lt 3000; done";
    }

    /** Lets a command through, now or when it comes. */
    void open(String name) throws IOException {
        Files.writeString(directory.resolve(name), "");
    }

    /** Waits until a command waits. */
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

    /** Waits for something that will be. */
    static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about in three minutes");
            }
            Thread.sleep(50);
        }
    }
}
