package io.jenkins.plugins.mergeability.environment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.util.TextFile;
import io.jenkins.plugins.mergeability.proofs.DirectoryName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/**
 * What comments on pull requests say of an environment. It is kept outside of the job of the environment, so that the
 * comments can be corrected when the job is gone.
 *
 * @param job the full name of the job
 * @param directory the directory of the job below that of Jenkins
 * @param project the full name of the project that offers releases
 * @param source the id of the branch source of that project
 * @param map the path of the component map
 * @param branch the branch that the job names; empty for the primary one
 * @param environment the name of the environment
 * @param live the live commit of each component at the last report
 * @param pulls the commits by which it is live, by the number of the pull request that they came with
 */
record ReportedEnvironment(
        String job,
        String directory,
        String project,
        String source,
        String map,
        String branch,
        String environment,
        SortedMap<String, String> live,
        SortedMap<Integer, String> pulls) {

    /** Each costs two requests to GitHub when the environment is gone. */
    private static final int MOST_PULLS = 200;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    ReportedEnvironment {
        live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
        pulls = Collections.unmodifiableSortedMap(new TreeMap<>(pulls));
    }

    /** What was reported of an environment about which nothing was. */
    static ReportedEnvironment nothing(EnvironmentJob environment, String source) {
        EnvironmentDefinition definition = environment.definition();
        return new ReportedEnvironment(
                environment.job().getFullName(),
                root().relativize(environment.job().getRootDir().toPath()).toString(),
                definition.getProject(),
                source,
                definition.getMap(),
                definition.getBranch(),
                definition.getEnvironment(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** The same with other commits. Of the pull requests the newest are kept. */
    ReportedEnvironment with(SortedMap<String, String> nowLive, SortedMap<Integer, String> nowPulls) {
        SortedMap<Integer, String> kept = new TreeMap<>(nowPulls);
        while (kept.size() > MOST_PULLS) {
            kept.remove(kept.firstKey());
        }
        return new ReportedEnvironment(job, directory, project, source, map, branch, environment, nowLive, kept);
    }

    /** Whether an environment is the same for readers of comments. */
    boolean isOf(EnvironmentJob other, String otherSource) {
        return with(new TreeMap<>(), new TreeMap<>()).equals(nothing(other, otherSource));
    }

    /** The definition by which it took releases. */
    EnvironmentDefinition definition() {
        EnvironmentDefinition definition = new EnvironmentDefinition(project, environment);
        definition.setMap(map);
        definition.setBranch(branch);
        return definition;
    }

    /** Whether its job was deleted or moved, or is no environment any more. A job that Jenkins could not load is not gone. */
    boolean isGone() {
        return EnvironmentJob.of(Jenkins.get().getItemByFullName(job)).isEmpty()
                && (Jenkins.get().getItemByFullName(job) != null
                        || !Files.exists(root().resolve(directory).resolve("config.xml")));
    }

    /** What was reported of an environment. */
    static Optional<ReportedEnvironment> of(EnvironmentJob environment) throws IOException {
        Path file = file(environment.job().getFullName());
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** What was reported of all environments. */
    static List<ReportedEnvironment> all() throws IOException {
        List<ReportedEnvironment> all = new ArrayList<>();
        if (Files.exists(files())) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(files(), "*.json")) {
                for (Path file : found) {
                    all.add(read(file));
                }
            }
        }
        return all;
    }

    private static ReportedEnvironment read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), ReportedEnvironment.class);
    }

    void write() throws IOException {
        Files.createDirectories(files());
        new TextFile(file(job).toFile()).write(JSON.writeValueAsString(this));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file(job));
    }

    private static Path root() {
        return Jenkins.get().getRootDir().toPath();
    }

    private static Path files() {
        return root().resolve("mergeability").resolve("live");
    }

    private static Path file(String job) {
        return files().resolve(DirectoryName.of(job) + ".json");
    }
}
