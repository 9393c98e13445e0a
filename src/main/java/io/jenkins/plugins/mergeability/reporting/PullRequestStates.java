package io.jenkins.plugins.mergeability.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Job;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.MultiBranchProject;

/** What is known of pull requests, each in the file {@code mergeability.json} of its job. */
public final class PullRequestStates {

    public static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private static final Logger LOGGER = Logger.getLogger(PullRequestStates.class.getName());

    /** The commit of each that is open and decided, by its job; read once, since there are many and they are asked often. */
    private static final Map<Job<?, ?>, Optional<String>> HEADS = Collections.synchronizedMap(new WeakHashMap<>());

    private PullRequestStates() {}

    /** What is known of what a job builds; nothing if nothing is. */
    public static Optional<PullRequestState> of(Job<?, ?> job) {
        return read(file(job), PullRequestState.class);
    }

    /** What is known of all open pull requests of a project, by their jobs. */
    public static Map<Job<?, ?>, PullRequestState> open(MultiBranchProject<?, ?> project) {
        Map<Job<?, ?>, PullRequestState> states = new LinkedHashMap<>();
        for (PullRequestJob pull : PullRequestJob.in(project)) {
            of(pull.job()).filter(PullRequestState::open).ifPresent(state -> states.put(pull.job(), state));
        }
        return states;
    }

    /** The commit that was decided on last of what a job builds; nothing if none was, or it is closed. */
    public static Optional<String> head(Job<?, ?> job) {
        Optional<String> known = HEADS.get(job);
        if (known != null) {
            return known;
        }
        synchronized (PullRequestStates.class) {
            Optional<String> head = of(job).flatMap(PullRequestStates::head);
            HEADS.put(job, head);
            return head;
        }
    }

    private static Optional<String> head(PullRequestState state) {
        return Optional.ofNullable(state.decision())
                .filter(decision -> state.open())
                .map(PullRequestState.Decision::head);
    }

    /** Changes what is known of what a job builds. */
    static void update(Job<?, ?> job, UnaryOperator<PullRequestState> change) throws IOException {
        synchronized (PullRequestStates.class) {
            PullRequestState before = parse(file(job), PullRequestState.class).orElse(PullRequestState.NEW);
            PullRequestState after = change.apply(before);
            // A job that has been deleted must not get its directory back.
            if (!after.equals(before) && Files.isDirectory(job.getRootDir().toPath())) {
                write(file(job), after);
                HEADS.put(job, head(after));
            }
        }
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("mergeability.json");
    }

    static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return parse(file, type);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "what is known of a pull request cannot be read", e);
            return Optional.empty();
        }
    }

    /** What is in a file; nothing if it is not there, or damaged, and an error if that cannot be told right now. */
    private static <T> Optional<T> parse(Path file, Class<T> type) throws IOException {
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " is damaged; what it told is found out again");
            return Optional.empty();
        }
    }

    static void write(Path file, Object value) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            writer.write(JSON.writeValueAsString(value));
            writer.commit();
        }
    }
}
