package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kohsuke.github.HttpException;

/** Reads which status checks a pull request needs to be merged into a branch: by the branch's protection, and by rulesets. */
final class RequiredChecksReader {

    private static final int NOT_FOUND = 404;

    private final RestApi api;
    private final String repository;

    RequiredChecksReader(RestApi api, RepositoryName name) {
        this.api = api;
        this.repository = "/repos/" + name;
    }

    /** The contexts; empty if there is no such branch, or GitHub does not show its protection to these credentials. */
    Optional<SortedSet<String>> read(String branch) throws IOException {
        SortedSet<String> contexts = new TreeSet<>();
        String escaped = RestApi.escaped(branch);
        try {
            JsonNode protection = api.object(repository + "/branches/" + escaped, Duration.ZERO);
            JsonNode checks = protection.at("/protection/required_status_checks");
            if (protection.path("protected").asBoolean() && !checks.isObject()) {
                return Optional.empty();
            }
            checks.path("contexts").forEach(context -> contexts.add(context.asText()));
            checks.path("checks")
                    .forEach(check -> contexts.add(check.path("context").asText()));
        } catch (HttpException e) {
            if (e.getResponseCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        for (JsonNode rule : rules(escaped)) {
            rule.at("/parameters/required_status_checks")
                    .forEach(check -> contexts.add(check.path("context").asText()));
        }
        return Optional.of(contexts);
    }

    /** The active rules of all rulesets, of the repository and above; none if this version of GitHub has no rulesets. */
    private Iterable<JsonNode> rules(String branch) throws IOException {
        try {
            return api.list(repository + "/rules/branches/" + branch);
        } catch (HttpException e) {
            if (e.getResponseCode() == NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
