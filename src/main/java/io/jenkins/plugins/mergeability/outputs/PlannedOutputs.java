package io.jenkins.plugins.mergeability.outputs;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.record.CheckedFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The outputs that are kept of the proven jobs of a plan, and the scope of the build. It is stored beside the record of the
 * build.
 *
 * @param scope which outputs the build may restore
 * @param kept the outputs of proven jobs, by {@code component/job@platform}
 */
public record PlannedOutputs(OutputScope scope, Map<String, Kept> kept) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String FILE = "outputs.json";

    /**
     * The outputs of a proven job.
     *
     * @param digest their digest, in hexadecimal
     * @param build the build that proved the job
     * @param agent the agent that has them; empty if it is not known
     */
    public record Kept(String digest, String build, String agent) {}

    public PlannedOutputs {
        kept = new TreeMap<>(kept);
    }

    /** The outputs of a job that was proven when the build was planned; empty if none are kept. */
    public Optional<Kept> of(JobKey job) {
        return Optional.ofNullable(kept.get(job.toString()));
    }

    /** Writes them to the directory of a record. */
    public void write(Path directory) throws IOException {
        CheckedFile.write(directory.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** Reads them from the directory of a record. */
    public static PlannedOutputs read(Path directory) throws IOException {
        try {
            return CheckedFile.read(directory.resolve(FILE), json -> JSON.readValue(json, PlannedOutputs.class));
        } catch (NoSuchFileException e) {
            throw new IOException("the build was planned by an older version of the plugin", e);
        }
    }
}
