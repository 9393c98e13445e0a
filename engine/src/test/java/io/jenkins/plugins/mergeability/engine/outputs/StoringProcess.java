package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process of its own that puts, reads and removes outputs, and says after each put which one it was. */
final class StoringProcess {

    private final Process process;
    private final BufferedReader output;
    private String last = "";

    private StoringProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Works on the first {@code range} outputs in random order. */
    private static void main(DirectoryOutputStore store, long seed, int count, int range) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            int number = random.nextInt(range);
            store.put(Archives.digest(number), Archives.archive(number));
            System.out.println(number);
            var archive = store.get(Archives.digest(number));
            if (archive.isPresent()) {
                OutputArchiveReader.verify(archive.get(), Archives.digest(number), OutputLimits.DEFAULT);
            }
            if (random.nextInt(3) == 0) {
                store.remove(Archives.digest(random.nextInt(range)));
            }
        }
    }

    public static void main(String[] args) {
        try {
            DirectoryOutputStore store = new DirectoryOutputStore(Path.of(args[0]));
            main(store, Long.parseLong(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        } catch (IOException e) {
            System.out.println(e);
            System.exit(1);
        }
    }

    static StoringProcess start(Path directory, long seed, int count, int range) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                home(DirectoryOutputStore.class) + File.pathSeparator + home(StoringProcess.class),
                StoringProcess.class.getName(),
                directory.toString(),
                Long.toString(seed),
                Integer.toString(count),
                Integer.toString(range));
        return new StoringProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for so many more outputs to be put. */
    void await(int puts) throws IOException {
        for (int i = 0; i < puts; i++) {
            take(output.readLine());
        }
    }

    void kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly();
        end();
    }

    int end() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            take(line);
        }
        return process.waitFor();
    }

    private void take(String line) {
        last = String.valueOf(line);
    }

    /** The last line it wrote. */
    String last() {
        return last;
    }
}
