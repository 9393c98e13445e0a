package io.jenkins.plugins.mergeability.record;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The records of a build, one for each call of the step, in the build's directory {@code components}. */
public final class BuildRecords {

    /** Everybody shares the record of a plan as long as somebody has it. */
    private static final ConcurrentHashMap<Path, WeakReference<BuildRecord>> SHARED = new ConcurrentHashMap<>();

    private static final String PROBLEM = "problem.txt";

    private final Run<?, ?> run;
    private final Path directory;

    private BuildRecords(Run<?, ?> run) {
        this.run = run;
        this.directory = directory(run);
    }

    /** The records of a build. */
    public static BuildRecords of(Run<?, ?> run) {
        return new BuildRecords(run);
    }

    /** Where the records of a build are; it is there as soon as the build calls the step. */
    public static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("components");
    }

    /** Forgets what everybody shares, as the end of the process would. */
    public static void forget() {
        synchronized (BuildRecords.class) {
            SHARED.clear();
        }
    }

    /** Whether there is any; cheap to ask. */
    public boolean exist() {
        return Files.exists(directory.resolve("1").resolve("facts.json"));
    }

    /**
     * Writes down that no plan could be made.
     *
     * @param why what is wrong, for people
     */
    public void impossible(String why) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(PROBLEM), why);
    }

    /** Why no plan could be made, the last time that one could not. */
    public Optional<String> problem() {
        try {
            return Optional.of(Files.readString(directory.resolve(PROBLEM)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("why no plan could be made cannot be read: " + e.getMessage());
        }
    }

    /** What else is written down before a plan counts as written down. */
    public interface Beside {

        /** Writes it, in the plan's directory. */
        void write(Path directory) throws IOException;
    }

    /** Writes down a new plan. */
    public BuildRecord begin(BuildFacts facts, ComponentMap map, byte[] source, Plan plan, Beside beside)
            throws IOException {
        BuildRecord record = write(facts, map, source, plan, beside);
        RecordListener.tell(listener -> listener.planned(run, record));
        return record;
    }

    private BuildRecord write(BuildFacts facts, ComponentMap map, byte[] source, Plan plan, Beside beside)
            throws IOException {
        synchronized (BuildRecords.class) {
            int number = places().size() + 1;
            beside.write(Files.createDirectories(place(number)));
            BuildRecord record = BuildRecord.begin(run, place(number), number, facts, map, source, plan);
            SHARED.put(place(number), new WeakReference<>(record));
            return record;
        }
    }

    /**
     * The record of one call.
     *
     * @throws IOException if it cannot be read
     */
    public BuildRecord get(int number) throws IOException {
        synchronized (BuildRecords.class) {
            SHARED.values().removeIf(reference -> reference.get() == null);
            WeakReference<BuildRecord> shared = SHARED.get(place(number));
            BuildRecord record = shared == null ? null : shared.get();
            if (record == null) {
                record = BuildRecord.load(run, place(number), number);
                SHARED.put(place(number), new WeakReference<>(record));
            }
            return record;
        }
    }

    /**
     * The record that a step has made.
     *
     * @param step the id of its flow node
     * @throws IOException if one cannot be read
     */
    public Optional<BuildRecord> madeBy(String step) throws IOException {
        return all().stream()
                .filter(record -> step.equals(record.facts().step()))
                .findFirst();
    }

    /**
     * All records of the build, in the order of the calls.
     *
     * @throws IOException if one cannot be read
     */
    public List<BuildRecord> all() throws IOException {
        List<BuildRecord> all = new ArrayList<>();
        int calls = places().size();
        for (int number = 1; number <= calls; number++) {
            all.add(get(number));
        }
        return all;
    }

    /** Where the records of the calls are, in their order. */
    List<Path> places() {
        List<Path> places = new ArrayList<>();
        for (int number = 1; Files.exists(place(number).resolve("facts.json")); number++) {
            places.add(place(number));
        }
        return places;
    }

    private Path place(int number) {
        return directory.resolve(Integer.toString(number));
    }
}
