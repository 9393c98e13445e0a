package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mergeability.engine.verdict.Review.Standing;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the comments of a pull request by which people with write access ask for something. */
final class CommentReader {

    /** How many people are looked up for one answer. */
    private static final int MAX_AUTHORS = 10;

    private final RestApi api;
    private final RepositoryName name;
    private final Permissions permissions;

    CommentReader(RestApi api, RepositoryName name, Clock clock) {
        this.api = api;
        this.name = name;
        this.permissions = new Permissions(api, name, clock);
    }

    /**
     * The newest comment that consists of a text and is by somebody with write access now.
     *
     * @param since when the comment was created at the earliest, to the second
     * @param after only comments with a higher ID count
     */
    Optional<WriterComment> newest(int number, String text, Instant since, long after) throws IOException {
        Instant second = since.truncatedTo(ChronoUnit.SECONDS);
        List<JsonNode> read = api.list("/repos/" + name + "/issues/" + number + "/comments?since=" + second);
        List<JsonNode> asking = read.stream()
                .filter(comment -> comment.path("body").asText("").strip().equalsIgnoreCase(text))
                .filter(comment -> comment.path("id").asLong() > after)
                .filter(comment -> !created(comment).isBefore(second))
                .sorted(Comparator.comparing(
                        (JsonNode comment) -> comment.path("id").asLong(), Comparator.reverseOrder()))
                .toList();
        Set<String> others = new HashSet<>();
        for (JsonNode comment : asking) {
            String author = comment.path("user").path("login").asText("");
            if (others.size() >= MAX_AUTHORS || !others.add(author.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (permissions.of(comment.path("user"), true, Freshness.NEW) == Standing.WRITER) {
                return Optional.of(new WriterComment(comment.path("id").asLong(), author));
            }
        }
        return Optional.empty();
    }

    private static Instant created(JsonNode comment) {
        try {
            return Instant.parse(comment.path("created_at").asText(""));
        } catch (DateTimeException unknown) {
            return Instant.MIN;
        }
    }
}
