package io.jenkins.plugins.mergeability.engine.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.github.OwnedPaths.Change;
import io.jenkins.plugins.mergeability.engine.github.OwnedPaths.OwnedPath;
import io.jenkins.plugins.mergeability.engine.verdict.Ownership;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHRepository;

/**
 * Determines the code owners of a pull request, which GitHub's API does not offer: it matches the CODEOWNERS file of
 * the target branch with the changed paths. The results are cached by commit: without new commits it costs one request.
 */
final class CodeOwners {

    /** The maximum that GitHub lists. */
    private static final int MAX_PATHS = 3000;

    /**
     * A pull request.
     *
     * @param head its newest commit
     * @param target its target branch
     * @param files how many files it changes
     */
    record Changed(int number, String head, String target, int files) {}

    private final GithubHost.Request<GHRepository> repository;
    private final RestApi api;
    private final RepositoryName name;
    private final Clock clock;
    private final OwnedPaths known;

    CodeOwners(
            GithubHost.Request<GHRepository> repository,
            RestApi api,
            RepositoryName name,
            OwnedPaths known,
            Clock clock) {
        this.repository = repository;
        this.api = api;
        this.name = name;
        this.clock = clock;
        this.known = known;
    }

    /**
     * Determines the owners of the changed paths.
     *
     * @param writers the reviewers with write access; GitHub accepts nobody else as an owner
     */
    Ownership of(Changed pull, Set<String> writers, Freshness freshness) throws IOException {
        try {
            return ownership(ownedPaths(pull), writers, new Teams(api, name.owner(), freshness, clock));
        } catch (UnknownOwnersException e) {
            return Ownership.unknown(e.getMessage());
        }
    }

    private Ownership ownership(List<OwnedPath> ownedPaths, Set<String> writers, Teams teams) throws IOException {
        List<Ownership.Share> shares = new ArrayList<>();
        for (OwnedPath ownedPath : ownedPaths) {
            List<String> owners = new ArrayList<>();
            Set<String> reviewers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (String text : ownedPath.owners()) {
                Owner owner = Owner.of(text, name.owner(), teams);
                for (String writer : writers) {
                    if (owner.includes(writer).orElse(false)) {
                        reviewers.add(writer);
                    }
                }
                owners.add(owner.displayName());
            }
            shares.add(new Ownership.Share(ownedPath.path(), owners, reviewers));
        }
        return new Ownership(shares, Optional.empty());
    }

    private List<OwnedPath> ownedPaths(Changed pull) throws IOException {
        String branch = pull.target();
        String tip = orUnknown(
                "find branch " + branch,
                () -> RestApi.text(
                        RestApi.object(
                                api.object("/repos/" + name + "/branches/" + RestApi.escaped(branch), Duration.ZERO),
                                "commit"),
                        "sha"));
        Change change = new Change(pull.number(), pull.head(), tip);
        Optional<List<OwnedPath>> kept = known.of(change);
        if (kept.isPresent()) {
            return kept.get();
        }
        OwnersFile file = known.file(tip).orElse(null);
        if (file == null) {
            file = orUnknown("read CODEOWNERS of " + branch, () -> OwnersReader.read(repository.send(), tip));
            known.put(tip, file);
        }
        if (file.isEmpty()) {
            return List.of();
        }
        List<JsonNode> changed = orUnknown("list the changed files", () -> changed(pull));
        List<OwnedPath> ownedPaths = ownedPaths(file, changed);
        if (changed.stream().allMatch(detail -> isOf(change.head(), detail))) {
            known.put(change, ownedPaths);
        }
        return ownedPaths;
    }

    private List<JsonNode> changed(Changed pull) throws IOException {
        int all = pull.files();
        if (all > MAX_PATHS) {
            throw new UnknownOwnersException("GitHub lists " + MAX_PATHS + " of " + all + " changed files");
        }
        List<JsonNode> changed = api.list("/repos/" + name + "/pulls/" + pull.number() + "/files");
        for (JsonNode detail : changed) {
            RestApi.text(detail, "filename");
        }
        if (changed.size() < all) {
            throw new UnknownOwnersException("GitHub lists " + changed.size() + " of " + all + " changed files");
        }
        return changed;
    }

    /** Whether a file is of a commit, by the address of its content: there may have been a push since. */
    private static boolean isOf(String head, JsonNode detail) {
        return detail.path("contents_url").asText("").endsWith("ref=" + head);
    }

    private static List<OwnedPath> ownedPaths(OwnersFile file, List<JsonNode> changed) {
        Set<String> paths = new TreeSet<>();
        for (JsonNode detail : changed) {
            paths.add(detail.path("filename").textValue());
            if (detail.path("previous_filename").isTextual()) {
                paths.add(detail.path("previous_filename").textValue());
            }
        }
        Map<List<String>, OwnedPath> ownedPaths = new LinkedHashMap<>();
        for (String path : paths) {
            List<String> owners = file.owners(path);
            if (!owners.isEmpty()) {
                ownedPaths.putIfAbsent(owners, new OwnedPath(path, owners));
            }
        }
        return List.copyOf(ownedPaths.values());
    }

    /** Sends a request. If a retry of its error is of no use, the owners are unknown. */
    private <T> T orUnknown(String what, GithubHost.Request<T> request) throws IOException {
        try {
            return GithubHost.require(request.send(), "the content");
        } catch (UnknownOwnersException e) {
            throw e;
        } catch (IOException | GHException e) {
            HostException classified = ErrorClassifier.classify(e, what, clock.instant());
            if (classified.kind() == Kind.FORBIDDEN
                    || classified.kind() == Kind.NOT_FOUND
                    || classified.kind() == Kind.REFUSED) {
                throw new UnknownOwnersException(classified.getMessage());
            }
            throw classified;
        }
    }
}
