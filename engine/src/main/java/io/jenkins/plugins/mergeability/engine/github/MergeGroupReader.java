package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kohsuke.github.HttpException;

/** Reads which pull requests are, or were, merged together: the group of a branch of a merge queue, and those of a commit. */
final class MergeGroupReader {

    private static final String HEADS = "refs/heads/";

    private final RestApi api;
    private final String repository;

    MergeGroupReader(RestApi api, RepositoryName name) {
        this.api = api;
        this.repository = "/repos/" + name;
    }

    /**
     * Reads a group by two requests.
     *
     * @param all whether to read the other pull requests of the group, by a request for each branch of the queue
     */
    MergeGroup read(QueueBranch branch, boolean all) throws IOException {
        Optional<String> head = Optional.ofNullable(heads(branch.name()).get(branch.name()));
        if (head.isEmpty()) {
            return MergeGroup.GONE;
        }
        SortedSet<Integer> numbers = new TreeSet<>();
        numbers.add(branch.number());
        if (all) {
            for (Map.Entry<String, String> other :
                    heads(QueueBranch.prefix(branch.target())).entrySet()) {
                Optional<QueueBranch> parsed = QueueBranch.parse(other.getKey())
                        .filter(found -> found.target().equals(branch.target()) && !found.equals(branch));
                if (parsed.isPresent() && isAncestor(other.getValue(), head.get())) {
                    numbers.add(parsed.get().number());
                }
            }
        }
        return new MergeGroup(head, isHeadOfPullRequest(head.get()), numbers);
    }

    /** The heads of the branches whose names begin with a text; unlike a single branch, none is no error. */
    private Map<String, String> heads(String prefix) throws IOException {
        Map<String, String> heads = new TreeMap<>();
        for (JsonNode ref : api.wholeList(repository + "/git/matching-refs/heads/" + RestApi.escaped(prefix))) {
            String name = RestApi.text(ref, "ref");
            if (name.startsWith(HEADS)) {
                heads.put(name.substring(HEADS.length()), RestApi.text(RestApi.object(ref, "object"), "sha"));
            }
        }
        return heads;
    }

    private boolean isHeadOfPullRequest(String commit) throws IOException {
        for (JsonNode pull : api.list(repository + "/commits/" + commit + "/pulls")) {
            if (RestApi.text(pull, "state").equals("open")
                    && RestApi.text(RestApi.object(pull, "head"), "sha").equals(commit)) {
                return true;
            }
        }
        return false;
    }

    /** The merged pull requests of a commit; none for a commit that is not there. */
    SortedSet<Integer> mergedWith(String commit) throws IOException {
        SortedSet<Integer> numbers = new TreeSet<>();
        try {
            for (JsonNode pull : api.list(repository + "/commits/" + commit + "/pulls")) {
                if (pull.path("merged_at").isTextual()) {
                    numbers.add(
                            GithubHost.require(pull.get("number"), "a number").asInt());
                }
            }
        } catch (HttpException e) {
            if (e.getResponseCode() == 404) {
                // It fails as well if the repository cannot be read, and not only the commit.
                api.object(repository, Duration.ZERO);
            } else if (e.getResponseCode() != 422) {
                throw e;
            }
        }
        return numbers;
    }

    private boolean isAncestor(String commit, String of) throws IOException {
        JsonNode compared = api.object(repository + "/compare/" + commit + "..." + of + "?per_page=1", Duration.ZERO);
        return RestApi.text(compared, "status").equals("ahead");
    }
}
