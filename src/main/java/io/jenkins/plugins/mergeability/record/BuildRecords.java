package io.jenkins.plugins.mergeability.record;

import hudson.model.Job;
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

    /** The records that are in use, shared by all callers. */
    private static final ConcurrentHashMap<Path, WeakReference<BuildRecord>> SHARED = new ConcurrentHashMap<>();

    private static final String NAME = "components";

    private static final String PROBLEM = "problem.txt";

    /** How many builds in a row may have been deleted before the newest one that is left. */
    private static final int MAX_MISSING = 20;

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

    /** The directory of the records of a build; it exists as soon as the build calls the step. */
    public static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(NAME);
    }

    /** Drops the shared records, as the end of the process does. */
    public static void dropShared() {
        synchronized (BuildRecords.class) {
            SHARED.clear();
        }
    }

    /** Whether there is any record; cheap to call. */
    public boolean exist() {
        return existIn(directory);
    }

    private static boolean existIn(Path directory) {
        return Files.exists(directory.resolve("1").resolve("facts.json"));
    }

    /**
     * Whether the newest build of a job has any record. It loads no build: Jenkins asks for the actions of a project also while
     * it loads one, for its name.
     */
    public static boolean existInNewestBuild(Job<?, ?> job) {
        int next = job.getNextBuildNumber();
        for (int number = next - 1; number >= Math.max(1, next - MAX_MISSING); number--) {
            Path build = job.getBuildDir().toPath().resolve(Integer.toString(number));
            if (Files.isDirectory(build)) {
                return existIn(build.resolve(NAME));
            }
        }
        return false;
    }

    /**
     * Records why planning failed.
     *
     * @param why the error, for people
     */
    public void planningFailed(String why) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(PROBLEM), why);
    }

    /** The error of the last planning that failed. */
    public Optional<String> problem() {
        try {
            return Optional.of(Files.readString(directory.resolve(PROBLEM)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the planning error cannot be read: " + e.getMessage());
        }
    }

    /** Writes further files of a plan, before the plan counts as complete. */
    public interface ExtraFiles {

        /** Writes them to the plan's directory. */
        void write(Path directory) throws IOException;
    }

    /** Writes a new plan. */
    public BuildRecord begin(BuildFacts facts, ComponentMap map, byte[] source, Plan plan, ExtraFiles extraFiles)
            throws IOException {
        BuildRecord record = write(facts, map, source, plan, extraFiles);
        RecordListener.publish(listener -> listener.planned(run, record));
        return record;
    }

    private BuildRecord write(BuildFacts facts, ComponentMap map, byte[] source, Plan plan, ExtraFiles extraFiles)
            throws IOException {
        synchronized (BuildRecords.class) {
            int number = directories().size() + 1;
            extraFiles.write(Files.createDirectories(directory(number)));
            BuildRecord record = BuildRecord.begin(run, directory(number), number, facts, map, source, plan);
            SHARED.put(directory(number), new WeakReference<>(record));
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
            WeakReference<BuildRecord> shared = SHARED.get(directory(number));
            BuildRecord record = shared == null ? null : shared.get();
            if (record == null || !record.isOf(run)) {
                record = BuildRecord.load(run, directory(number), number);
                SHARED.put(directory(number), new WeakReference<>(record));
            }
            return record;
        }
    }

    /**
     * The record that a step has written.
     *
     * @param step the id of its flow node
     * @throws IOException if one cannot be read
     */
    public Optional<BuildRecord> writtenBy(String step) throws IOException {
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
        int calls = directories().size();
        for (int number = 1; number <= calls; number++) {
            all.add(get(number));
        }
        return all;
    }

    /** The directories of complete records, in the order of the calls. */
    List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        for (int number = 1; Files.exists(directory(number).resolve("facts.json")); number++) {
            directories.add(directory(number));
        }
        return directories;
    }

    private Path directory(int number) {
        return directory.resolve(Integer.toString(number));
    }
}
