package io.jenkins.plugins.mergeability.engine.cli.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.LogTail;
import io.jenkins.plugins.mergeability.engine.report.MergeComment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How jobs failed in earlier runs on this machine: reads the records and the logs that are kept of them. */
public final class RecordedRuns {

    /** The file with the result of a run, in its directory. */
    public static final String RESULT = "result.json";

    private static final Pattern NAME = Pattern.compile("[0-9a-f-]+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path runs;
    private final Map<String, JsonNode> results = new HashMap<>();

    /** @param runs the directory with a directory for each run */
    public RecordedRuns(Path runs) {
        this.runs = runs;
    }

    /**
     * The commands that made a job fail, with the ends of their logs; none if the run is not kept any more.
     *
     * @param run the name of the run
     * @param allowed whether the job may fail
     */
    public List<MergeComment.Failure> failures(JobKey key, String run, boolean allowed) {
        JsonNode job = job(key, run);
        Map<String, JsonNode> last = new LinkedHashMap<>();
        job.path("failures").forEach(name -> last.put(name.asText(), MissingNode.getInstance()));
        for (JsonNode command : job.path("commands")) {
            last.computeIfPresent(command.path("name").asText(), (name, before) -> command);
        }
        List<MergeComment.Failure> failures = new ArrayList<>();
        last.forEach((name, command) -> failures.add(new MergeComment.Failure(
                key, name, command.path("message").asText(""), tail(run, command), allowed, Optional.empty())));
        return failures;
    }

    private List<String> tail(String run, JsonNode command) {
        try {
            Path log = Path.of(command.path("log").asText("")).normalize();
            return log.startsWith(runs.resolve(run)) && Files.isRegularFile(log)
                    ? LogTail.of(log).lines()
                    : List.of();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private JsonNode job(JobKey key, String run) {
        for (JsonNode job : results.computeIfAbsent(run, this::read).path("jobs")) {
            String platform =
                    job.path("platform").isTextual() ? job.path("platform").textValue() : null;
            if (job.path("component").asText().equals(key.component())
                    && job.path("job").asText().equals(key.job())
                    && Optional.ofNullable(platform).equals(key.platform())) {
                return job;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode read(String run) {
        if (!NAME.matcher(run).matches()) {
            return MissingNode.getInstance(); // the URL of a build
        }
        try {
            JsonNode read = JSON.readTree(runs.resolve(run).resolve(RESULT).toFile());
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException notKept) {
            return MissingNode.getInstance();
        }
    }
}
