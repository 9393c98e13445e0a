package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever a job leaves, and whatever happens to it afterwards, is restored exactly. */
class OutputRoundTripPropertyTest {

    private static final JobKey JOB = new JobKey("air", "compile", Optional.empty());

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "c.o",
            "..x",
            ".hidden",
            "-rf",
            " ",
            "a b",
            "quo\"te'",
            "line\nbreak",
            "tab\t",
            "back\\slash",
            "st*r",
            "[x]",
            "{y}",
            "!no",
            "%41",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\uff5e",
            "\udc80",
            "x\udcff\udcfe",
            "git",
            "\u0645\u0631",
            "n".repeat(120),
            "\u00e9".repeat(100));

    private Path directory;
    private Path outside;
    private Tree tree;

    @BeforeTry
    void open() throws IOException {
        directory = Files.createTempDirectory("outputs");
        outside = Files.createDirectories(directory.resolve("outside/dist"));
        Files.writeString(outside.resolve("a"), "precious");
        tree = new Tree(directory);
    }

    @AfterTry
    void remove() throws IOException {
        DiskFiles.deleteTree(directory);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(label = "written", value = StatisticsReport.StatisticsReportMode.OFF)
    void shouldRestoreWhatWasCaptured(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        plant(random, "air/dist/", 1 + random.nextInt(12));
        plant(random, "air/src/", 3);
        if (tree.files("air/dist/**", "!**/*.o").isEmpty()) {
            tree.file("air/dist/only", "a");
        }
        OutputGlobs globs = OutputGlobs.of("air", List.of("dist/**", "!**/*.o"));
        CaptureResult.Captured captured = captured(globs);
        assertThat(captured(globs).list().entries()).isEqualTo(captured.list().entries());
        OutputStore store =
                random.nextBoolean() ? new MemoryOutputStore() : new DirectoryOutputStore(directory.resolve("store"));
        store.put(captured.digest(), captured.archive());
        Map<String, String> wanted = tree.files("air/dist/**", "!**/*.o");

        change(random);
        Map<String, String> others = tree.files("**", "!air/dist/**", "!air/dist");
        Instant checkout = Instant.now().minusSeconds(random.nextInt(100));
        NeededOutputs needed = new NeededOutputs(JOB, captured.digest(), globs);
        OutputWorkspace workspace = random.nextInt(3) == 0 ? tree.laptop : tree.agent;
        OutputRestore restore = new OutputRestore(workspace, store, OutputLimits.DEFAULT);
        RestoreResult first = restore.restore(List.of(needed), checkout, path -> false);

        assertThat(first).isInstanceOf(RestoreResult.Restored.class);
        assertThat(tree.files("air/dist/**", "!**/*.o")).isEqualTo(wanted);
        assertThat(tree.files("**", "!air/dist/**", "!air/dist")).isEqualTo(others);
        assertThat(times(wanted)).hasSizeLessThanOrEqualTo(1).allMatch(time -> time.isAfter(checkout));
        assertThat(restore.restore(List.of(needed), checkout, path -> false))
                .isEqualTo(new RestoreResult.Restored(
                        0, 0, wanted.size(), List.of(), ((RestoreResult.Restored) first).placed(), new TreeSet<>()));
        assertThat(Files.readString(outside.resolve("a"))).isEqualTo("precious");
        assertThat(Files.list(outside)).hasSize(1);
        Statistics.label("written")
                .collect(((RestoreResult.Restored) first).written() > 0)
                .coverage(checker -> checker.check(true).percentage(percent -> percent > 30));
    }

    private CaptureResult.Captured captured(OutputGlobs globs) {
        CaptureResult result = new OutputCapture(tree.agent, OutputLimits.DEFAULT).capture(JOB, globs, Map.of());
        assertThat(result).isInstanceOf(CaptureResult.Captured.class);
        return (CaptureResult.Captured) result;
    }

    private Set<Instant> times(Map<String, String> files) throws IOException {
        Set<Instant> times = new HashSet<>();
        for (Map.Entry<String, String> each : files.entrySet()) {
            if (!each.getValue().startsWith("LINK")) {
                times.add(Files.getLastModifiedTime(tree.path(each.getKey())).toInstant());
            }
        }
        return times;
    }

    private void plant(Random random, String below, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            plant(random, below + path(random));
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(name(random));
        for (int depth = random.nextInt(4) == 0 ? random.nextInt(12) : random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(name(random));
        }
        return path.toString();
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** Something at a path, if nothing is there and its parents can be directories. */
    private void plant(Random random, String path) throws IOException {
        for (String at = path; !at.isEmpty(); at = OutputPaths.parent(at)) {
            FileStat stat = FileStat.of(tree.path(at));
            if (stat != null && (at.equals(path) || !stat.isDirectory())) {
                return;
            }
        }
        switch (random.nextInt(5)) {
            case 0 -> tree.executable(path, "#!" + random.nextInt(4));
            case 1 -> tree.link(path, name(random) + "/" + name(random));
            case 2 ->
                tree.file(
                        path,
                        random.ints(random.nextInt(2000))
                                .mapToObj(Integer::toString)
                                .toList()
                                .toString());
            default -> tree.file(path, "content " + random.nextInt(3));
        }
    }

    private void change(Random random) throws IOException {
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            List<String> files = new ArrayList<>(new TreeMap<>(tree.files("air/dist/**")).keySet());
            String path = files.isEmpty() ? "air/dist/a" : files.get(random.nextInt(files.size()));
            switch (random.nextInt(8)) {
                case 0 -> tree.delete(path);
                case 1 -> tree.delete(path).file(path, "content " + random.nextInt(3));
                case 2 -> tree.delete(path).link(path, "../../../outside/dist/a");
                case 3 -> tree.delete(path).file(path + "/deep/x", "in the way");
                case 4 -> {
                    tree.delete("air/dist").link("air/dist", "../../outside/dist");
                    return; // what followed would change the outside
                }
                case 5 -> tree.delete("air/dist");
                case 6 -> {
                    if (Files.isRegularFile(tree.path(path), LinkOption.NOFOLLOW_LINKS)) {
                        tree.mode(path, random.nextBoolean() ? "r--r--r--" : "rwxr-x---");
                    }
                }
                default -> plant(random, "air/dist/" + path(random));
            }
        }
    }
}
