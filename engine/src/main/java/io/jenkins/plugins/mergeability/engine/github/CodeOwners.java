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
 * Who owns what a pull request changes, which GitHub's API does not tell: the CODEOWNERS file of the target branch, held
 * against the changed paths. What commits say is asked for once; while the target branch stands still it costs one call.
 */
final class CodeOwners {

    /** GitHub lists no more. */
    private static final int MOST_PATHS = 3000;

    private static final int KEPT_FILES = 8;
    private static final int KEPT_CHANGES = 500;

    /** What the changed paths and their owners follow from. */
    private record Change(int number, String head, String tip) {}

    /** Paths with the same owners, one of them named. */
    private record Part(String path, List<String> owners) {}

    private final RepositoryName name;
    private final Clock clock;
    private final Teams teams;
    private final Map<String, OwnersFile> files = newest(KEPT_FILES);
    private final Map<Change, List<Part>> changes = newest(KEPT_CHANGES);

    CodeOwners(GitHub github, RepositoryName name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.teams = new Teams(github, name.owner(), clock);
    }

    /**
     * Finds out who owns what a pull request changes.
     *
     * @param writers who may write to the repository; GitHub lets nobody else be an owner
     */
    Ownership of(GHRepository repository, GHPullRequest pull, Set<String> writers) throws IOException {
        try {
            return ownership(parts(repository, pull), writers);
        } catch (UnknownOwnersException e) {
            return Ownership.unknown(e.getMessage());
        }
    }

    private Ownership ownership(List<Part> parts, Set<String> writers) throws IOException {
        List<Ownership.Share> shares = new ArrayList<>();
        Set<String> doubtful = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Part part : parts) {
            List<String> owners = new ArrayList<>();
            Set<String> reviewers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (String text : part.owners()) {
                Owner owner = Owner.of(text, name.owner(), teams);
                for (String writer : writers) {
                    Optional<Boolean> is = owner.is(writer);
                    if (is.isEmpty()) {
                        others.add(writer);
                    } else if (is.get()) {
                        reviewers.add(writer);
                    }
                }
                owners.add(owner.words());
            }
            others.removeAll(reviewers);
            doubtful.addAll(others);
            shares.add(new Ownership.Share(part.path(), owners, reviewers));
        }
        return new Ownership(shares, doubtful, Optional.empty());
    }

    private List<Part> parts(GHRepository repository, GHPullRequest pull) throws IOException {
        String branch = GithubHost.given(pull.getBase().getRef(), "base.ref");
        String tip = known(
                "find branch " + branch, () -> repository.getBranch(branch).getSHA1());
        Change change = new Change(pull.getNumber(), pull.getHead().getSha(), tip);
        List<Part> parts = changes.get(change);
        if (parts == null) {
            OwnersFile file = files.get(tip);
            if (file == null) {
                file = known("read CODEOWNERS of " + branch, () -> OwnersReader.read(repository, tip));
                files.put(tip, file);
            }
            if (file.isEmpty()) {
                return List.of();
            }
            List<GHPullRequestFileDetail> changed = known("list the changed files", () -> changed(pull));
            parts = parts(file, changed);
            if (changed.stream().allMatch(detail -> isOf(change.head(), detail))) {
                changes.put(change, parts);
            }
        }
        return parts;
    }

    private static List<GHPullRequestFileDetail> changed(GHPullRequest pull) throws IOException {
        int all = pull.getChangedFiles();
        if (all > MOST_PATHS) {
            throw new UnknownOwnersException("of " + all + " changed files GitHub lists " + MOST_PATHS);
        }
        List<GHPullRequestFileDetail> changed = new ArrayList<>();
        for (GHPullRequestFileDetail detail : pull.listFiles().withPageSize(GithubHost.PAGE)) {
            GithubHost.given(GithubHost.given(detail, "a file").getFilename(), "a file's name");
            changed.add(detail);
        }
        if (changed.size() < all) {
            throw new UnknownOwnersException("of " + all + " changed files GitHub lists " + changed.size());
        }
        return changed;
    }

    /** The address of a file's content tells of which commit it is; somebody may have pushed since. */
    private static boolean isOf(String head, GHPullRequestFileDetail detail) {
        return detail.getContentsUrl() != null
                && detail.getContentsUrl().toString().endsWith("ref=" + head);
    }

    private static List<Part> parts(OwnersFile file, List<GHPullRequestFileDetail> changed) {
        Set<String> paths = new TreeSet<>();
        for (GHPullRequestFileDetail detail : changed) {
            paths.add(detail.getFilename());
            if (detail.getPreviousFilename() != null) {
                paths.add(detail.getPreviousFilename());
            }
        }
        Map<List<String>, Part> parts = new LinkedHashMap<>();
        for (String path : paths) {
            List<String> owners = file.owners(path);
            if (!owners.isEmpty()) {
                parts.putIfAbsent(owners, new Part(path, owners));
            }
        }
        return List.copyOf(parts.values());
    }

    /** What GitHub will not tell whoever asks again is not known; all else may pass. */
    private <T> T known(String what, GithubHost.Question<T> question) throws IOException {
        try {
            return GithubHost.given(question.ask(), "the answer");
        } catch (UnknownOwnersException e) {
            throw e;
        } catch (IOException | GHException e) {
            HostException sorted = ErrorClassifier.sort(e, what, clock.instant());
            if (sorted.kind() == Kind.FORBIDDEN || sorted.kind() == Kind.NOT_FOUND || sorted.kind() == Kind.REFUSED) {
                throw new UnknownOwnersException(sorted.getMessage());
            }
            throw sorted;
        }
    }

    private static <K, V> Map<K, V> newest(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
