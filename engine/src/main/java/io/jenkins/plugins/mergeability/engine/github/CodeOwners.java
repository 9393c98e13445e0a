package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.verdict.Ownership;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestFileDetail;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;

/**
 * Determines the code owners of a pull request, which GitHub's API does not offer: it matches the CODEOWNERS file of
 * the target branch with the changed paths. The results are cached by commit: without new commits it costs one request.
 */
final class CodeOwners {

    /** The maximum that GitHub lists. */
    private static final int MAX_PATHS = 3000;

    private static final int MAX_CACHED_FILES = 8;
    private static final int MAX_CACHED_CHANGES = 500;

    /** The commits that determine the changed paths and their owners. */
    private record Change(int number, String head, String tip) {}

    /** The first of the paths with the same owners. */
    private record OwnedPath(String path, List<String> owners) {}

    private final RepositoryName name;
    private final Clock clock;
    private final Teams teams;
    private final Map<String, OwnersFile> files = cache(MAX_CACHED_FILES);
    private final Map<Change, List<OwnedPath>> changes = cache(MAX_CACHED_CHANGES);

    CodeOwners(GitHub github, RepositoryName name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.teams = new Teams(github, name.owner(), clock);
    }

    /**
     * Determines the owners of the changed paths.
     *
     * @param writers the reviewers with write access; GitHub accepts nobody else as an owner
     */
    Ownership of(GHRepository repository, GHPullRequest pull, Set<String> writers) throws IOException {
        try {
            return ownership(ownedPaths(repository, pull), writers);
        } catch (UnknownOwnersException e) {
            return Ownership.unknown(e.getMessage());
        }
    }

    private Ownership ownership(List<OwnedPath> ownedPaths, Set<String> writers) throws IOException {
        List<Ownership.Share> shares = new ArrayList<>();
        Set<String> possibleOwners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (OwnedPath ownedPath : ownedPaths) {
            List<String> owners = new ArrayList<>();
            Set<String> reviewers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (String text : ownedPath.owners()) {
                Owner owner = Owner.of(text, name.owner(), teams);
                for (String writer : writers) {
                    Optional<Boolean> isOwner = owner.includes(writer);
                    if (isOwner.isEmpty()) {
                        others.add(writer);
                    } else if (isOwner.get()) {
                        reviewers.add(writer);
                    }
                }
                owners.add(owner.displayName());
            }
            others.removeAll(reviewers);
            possibleOwners.addAll(others);
            shares.add(new Ownership.Share(ownedPath.path(), owners, reviewers));
        }
        return new Ownership(shares, possibleOwners, Optional.empty());
    }

    private List<OwnedPath> ownedPaths(GHRepository repository, GHPullRequest pull) throws IOException {
        String branch = GithubHost.require(pull.getBase().getRef(), "base.ref");
        String tip = orUnknown(
                "find branch " + branch, () -> repository.getBranch(branch).getSHA1());
        Change change = new Change(pull.getNumber(), pull.getHead().getSha(), tip);
        List<OwnedPath> ownedPaths = changes.get(change);
        if (ownedPaths == null) {
            OwnersFile file = files.get(tip);
            if (file == null) {
                file = orUnknown("read CODEOWNERS of " + branch, () -> OwnersReader.read(repository, tip));
                files.put(tip, file);
            }
            if (file.isEmpty()) {
                return List.of();
            }
            List<GHPullRequestFileDetail> changed = orUnknown("list the changed files", () -> changed(pull));
            ownedPaths = ownedPaths(file, changed);
            if (changed.stream().allMatch(detail -> isOf(change.head(), detail))) {
                changes.put(change, ownedPaths);
            }
        }
        return ownedPaths;
    }

    private static List<GHPullRequestFileDetail> changed(GHPullRequest pull) throws IOException {
        int all = pull.getChangedFiles();
        if (all > MAX_PATHS) {
            throw new UnknownOwnersException("GitHub lists " + MAX_PATHS + " of " + all + " changed files");
        }
        List<GHPullRequestFileDetail> changed = new ArrayList<>();
        for (GHPullRequestFileDetail detail : pull.listFiles().withPageSize(GithubHost.PAGE_SIZE)) {
            GithubHost.require(GithubHost.require(detail, "a file").getFilename(), "the name of a file");
            changed.add(detail);
        }
        if (changed.size() < all) {
            throw new UnknownOwnersException("GitHub lists " + changed.size() + " of " + all + " changed files");
        }
        return changed;
    }

    /** Whether a file is of a commit, by the address of its content: there may have been a push since. */
    private static boolean isOf(String head, GHPullRequestFileDetail detail) {
        return detail.getContentsUrl() != null
                && detail.getContentsUrl().toString().endsWith("ref=" + head);
    }

    private static List<OwnedPath> ownedPaths(OwnersFile file, List<GHPullRequestFileDetail> changed) {
        Set<String> paths = new TreeSet<>();
        for (GHPullRequestFileDetail detail : changed) {
            paths.add(detail.getFilename());
            if (detail.getPreviousFilename() != null) {
                paths.add(detail.getPreviousFilename());
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

    private static <K, V> Map<K, V> cache(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
