package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeableState;
import io.jenkins.plugins.mergeability.engine.verdict.Ownership;
import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;
import io.jenkins.plugins.mergeability.engine.verdict.Review;
import io.jenkins.plugins.mergeability.engine.verdict.Review.Standing;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a pull request with its reviews. */
final class PullRequestReader {

    private final RestApi api;
    private final RepositoryName name;
    private final Permissions permissions;
    private final CodeOwners codeOwners;

    PullRequestReader(RestApi api, RepositoryName name, CodeOwners codeOwners, Clock clock) {
        this.api = api;
        this.name = name;
        this.permissions = new Permissions(api, name, clock);
        this.codeOwners = codeOwners;
    }

    HostedPullRequest read(int number, MergeRules rules, Freshness freshness) throws IOException {
        String path = "/repos/" + name + "/pulls/" + number;
        JsonNode pull = api.object(path, Duration.ZERO);
        if (pull.path("mergeable").isNull()) {
            pull = api.object(path, Duration.ZERO); // the first request lets GitHub compute it
        }
        if (pull.path("number").asInt(-1) != number) {
            throw RestApi.unexpected("not pull request " + number);
        }
        JsonNode base = RestApi.object(pull, "base");
        String target = RestApi.text(base, "ref");
        String head = RestApi.text(RestApi.object(pull, "head"), "sha");
        List<Review> reviews = reviews(api.list(path + "/reviews"), rules, freshness);
        Ownership ownership = Ownership.NONE;
        if (rules.needsOwners()) {
            CodeOwners.Changed changed = new CodeOwners.Changed(
                    number, head, target, pull.path("changed_files").asInt(0));
            ownership = codeOwners.of(changed, writers(reviews), freshness);
        }
        PullRequest facts = new PullRequest(
                mergeability(pull.path("mergeable")),
                pull.path("draft").asBoolean(false),
                labels(pull),
                login(pull.path("user")),
                head,
                reviews,
                ownership);
        return new HostedPullRequest(
                facts,
                RestApi.text(pull, "state").equals("open"),
                target,
                RestApi.text(base, "sha"),
                RestApi.text(pull, "html_url"));
    }

    private static MergeableState mergeability(JsonNode mergeable) throws IOException {
        if (mergeable.isNull()) {
            return MergeableState.UNKNOWN;
        }
        if (!mergeable.isBoolean()) {
            throw RestApi.unexpected("mergeable is missing");
        }
        return mergeable.booleanValue() ? MergeableState.CLEAN : MergeableState.CONFLICT;
    }

    private static Set<String> labels(JsonNode pull) throws IOException {
        Set<String> labels = new TreeSet<>();
        if (!pull.path("labels").isArray()) {
            throw RestApi.unexpected("labels are missing");
        }
        for (JsonNode label : pull.path("labels")) {
            labels.add(RestApi.text(label, "name"));
        }
        return labels;
    }

    private static String login(JsonNode account) throws IOException {
        return account.isNull() ? Permissions.GHOST : RestApi.text(account, "login");
    }

    private List<Review> reviews(List<JsonNode> read, MergeRules rules, Freshness freshness) throws IOException {
        Map<String, Standing> standings = new HashMap<>();
        List<Review> reviews = new ArrayList<>();
        for (JsonNode review : read) {
            Review.State state = state(RestApi.text(review, "state"));
            if (state == Review.State.COMMENTED || state == Review.State.PENDING) {
                continue; // it decides nothing, and its reviewer may cost a request
            }
            JsonNode account = review.path("user");
            String reviewer = login(account);
            Standing standing = standings.get(reviewer);
            if (standing == null) {
                standing = permissions.of(account, rules.needsPermissions(), freshness);
                standings.put(reviewer, standing);
            }
            reviews.add(new Review(
                    reviewer,
                    state,
                    review.path("commit_id").asText(""),
                    submitted(review.path("submitted_at").asText("")),
                    standing));
        }
        return reviews;
    }

    private static Review.State state(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "APPROVED" -> Review.State.APPROVED;
            case "CHANGES_REQUESTED", "REQUEST_CHANGES" -> Review.State.CHANGES_REQUESTED;
            case "COMMENTED" -> Review.State.COMMENTED;
            case "DISMISSED" -> Review.State.DISMISSED;
            case "PENDING" -> Review.State.PENDING;
            default -> Review.State.UNKNOWN;
        };
    }

    private static Instant submitted(String text) throws IOException {
        if (text.isEmpty() || text.equals("null")) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw RestApi.unexpected("submitted_at is no time");
        }
    }

    private static Set<String> writers(List<Review> reviews) {
        Set<String> writers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Review review : reviews) {
            if (review.standing() == Standing.WRITER) {
                writers.add(review.reviewer());
            }
        }
        return writers;
    }
}
