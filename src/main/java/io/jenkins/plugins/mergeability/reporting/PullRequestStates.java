package io.jenkins.plugins.mergeability.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Job;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.mergeability.engine.text.SealedContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Stores the last known states of pull requests and of branches of merge queues, each in the file {@code mergeability.json} of its job. */
@Restricted(NoExternalUse.class)
public final class PullRequestStates {

    public static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private static final Logger LOGGER = Logger.getLogger(PullRequestStates.class.getName());

    /** Caches the decided head commit of each open pull request, by its file. Every webhook compares all of them. */
    private static final Map<Job<?, ?>, Map<Path, Optional<String>>> HEADS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private PullRequestStates() {}

    /** The state of the pull request that a job of a multibranch project builds; empty before the first evaluation. */
    public static Optional<PullRequestState> of(Job<?, ?> job) {
        return read(file(job), PullRequestState.class);
    }

    /** The state of a pull request; empty before the first evaluation. */
    static Optional<PullRequestState> of(ReportedJob reported) {
        return read(reported.stateFile(), PullRequestState.class);
    }

    /** The head commit of the last decision on a pull request; empty without one, or if closed. */
    public static Optional<String> head(ReportedJob reported) {
        Map<Path, Optional<String>> heads = heads(reported);
        Optional<String> known = heads.get(reported.stateFile());
        if (known != null) {
            return known;
        }
        synchronized (PullRequestStates.class) {
            Optional<String> head = of(reported).flatMap(PullRequestStates::head);
            heads.put(reported.stateFile(), head);
            return head;
        }
    }

    private static Map<Path, Optional<String>> heads(ReportedJob reported) {
        return HEADS.computeIfAbsent(reported.job(), job -> new ConcurrentHashMap<>());
    }

    private static Optional<String> head(PullRequestState state) {
        return Optional.ofNullable(state.decision())
                .filter(decision -> state.open())
                .map(PullRequestState.Decision::head);
    }

    /** Updates the state of a pull request. */
    static void update(ReportedJob reported, UnaryOperator<PullRequestState> change) throws IOException {
        Path file = reported.stateFile();
        synchronized (PullRequestStates.class) {
            PullRequestState before = parse(file, PullRequestState.class).orElse(PullRequestState.NEW);
            PullRequestState after = change.apply(before);
            // Do not recreate the directory of a deleted job.
            if (!after.equals(before)
                    && Files.isDirectory(reported.job().getRootDir().toPath())) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                write(file, after);
                heads(reported).put(file, head(after));
            }
        }
    }

    /** The file with the state of the pull request that a job of a multibranch project builds. */
    static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("mergeability.json");
    }

    static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return parse(file, type);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot read the state of a pull request", e);
            return Optional.empty();
        }
    }

    /** Reads a file; empty if it is missing or damaged. */
    private static <T> Optional<T> parse(Path file, Class<T> type) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(SealedContent.open(bytes), type));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be used; the state will be evaluated again");
            return Optional.empty();
        }
    }

    static void write(Path file, Object value) throws IOException {
        byte[] content = SealedContent.seal(JSON.writeValueAsBytes(value));
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            writer.write(new String(content, StandardCharsets.UTF_8));
            writer.commit();
        }
    }
}
