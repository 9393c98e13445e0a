package io.jenkins.plugins.mergeability.engine.cli;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.syntax.Arguments;
import io.jenkins.plugins.mergeability.engine.cli.syntax.UsageException;
import io.jenkins.plugins.mergeability.engine.cli.terminal.Terminal;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.FileResponseCache;
import io.jenkins.plugins.mergeability.engine.github.GithubConnection;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.github.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The GitHub repository of a local one.
 *
 * @param directory a directory of the local repository
 * @param api the address of GitHub's API
 * @param token the token to authenticate with
 * @param repository its name there
 */
record GithubLocation(Path directory, String api, String token, RepositoryName repository) {

    private static final String TOKEN = "GITHUB_TOKEN";

    /** The remotes to try first: the upstream of a fork before the fork. */
    private static final List<String> FIRST = List.of("upstream", "origin");

    /**
     * Reads it from the options, else from the remotes. A remote never decides which host gets the token.
     *
     * @throws BadInputException if no option or remote names it
     */
    static GithubLocation of(Arguments arguments, Terminal terminal, Path directory)
            throws UsageException, BadInputException, ExternalFailureException {
        String address = arguments.value("--github-url", GithubConnection.GITHUB);
        String api = GithubConnection.api(address)
                .orElseThrow(() -> arguments.invalid(
                        "--github-url takes an address like https://github.example.com, not '" + address + "'"));
        String named = arguments.value("--repo");
        Optional<RepositoryName> repository = Optional.empty();
        if (named != null) {
            repository = RepositoryName.of(named);
            if (repository.isEmpty()) {
                throw arguments.invalid(
                        "--repo takes OWNER/NAME, not '" + named + "'; --directory names a local repository");
            }
        }
        String token = terminal.environment().getOrDefault(TOKEN, "").strip();
        if (token.isEmpty()) {
            throw new BadInputException(TOKEN + " is not set: it must be a token that may read pull requests, and"
                    + " for --report write commit statuses and comments");
        }
        return new GithubLocation(
                directory, api, token, repository.isPresent() ? repository.get() : remote(directory, host(api)));
    }

    /** Connects. Responses are kept with the local repository, so that what has not changed costs no requests. */
    CodeHost open() throws BadInputException, IOException {
        Path kept;
        try (GitRepository local = open(directory)) {
            kept = local.commonDirectory().resolve("mergeability").resolve("github");
        }
        return GithubConnection.open(api, token, repository, new FileResponseCache(kept, api + " " + token));
    }

    /** The extent of the change of a pull request. */
    Selection.Extent extent(Arguments arguments, HostedPullRequest pull)
            throws BadInputException, ExternalFailureException {
        String base = arguments.value("--base");
        if (base != null) {
            return new Selection.Since(base);
        }
        try (GitRepository local = open(directory)) {
            if (local.commit(pull.base()).isEmpty()) {
                throw new BadInputException("the commit " + GitPath.display(pull.base()) + " of "
                        + GitPath.display(pull.target()) + ", which the pull request is to be merged into, is not here:"
                        + " run `git fetch`, or name where the change starts with --base");
            }
        }
        return new Selection.Since(pull.base());
    }

    /**
     * Whether a commit is a merge of the pull request into its target branch, as GitHub and CI make one: its parents are
     * the newest commit of the pull request, and a commit that GitHub or a remote-tracking branch has as the target.
     */
    boolean isMerge(String commit, HostedPullRequest pull) throws BadInputException, ExternalFailureException {
        try (GitRepository local = open(directory)) {
            Optional<String> first = local.commit(commit + "^1");
            Optional<String> second = local.commit(commit + "^2");
            if (first.isEmpty()
                    || second.isEmpty()
                    || local.commit(commit + "^3").isPresent()) {
                return false;
            }
            String head = pull.facts().head();
            String other = first.get().equals(head) ? second.get() : first.get();
            return (first.get().equals(head) || second.get().equals(head))
                    && targets(local, pull).contains(other);
        }
    }

    private Set<String> targets(GitRepository local, HostedPullRequest pull)
            throws BadInputException, ExternalFailureException {
        Set<String> targets = new HashSet<>(Set.of(pull.base()));
        for (Map.Entry<String, String> remote : local.remotes().entrySet()) {
            boolean same = RepositoryName.ofRemote(remote.getValue())
                    .filter(at -> at.host().equals(host(api)) && at.name().equals(repository))
                    .isPresent();
            if (same) {
                local.commit("refs/remotes/" + remote.getKey() + "/" + pull.target())
                        .ifPresent(targets::add);
            }
        }
        return targets;
    }

    private static RepositoryName remote(Path directory, String host)
            throws BadInputException, ExternalFailureException {
        Map<String, String> remotes;
        try (GitRepository local = open(directory)) {
            remotes = local.remotes();
        }
        List<String> names = new ArrayList<>(FIRST);
        names.addAll(remotes.keySet());
        for (String name : names) {
            Optional<RepositoryName.At> at =
                    Optional.ofNullable(remotes.get(name)).flatMap(RepositoryName::ofRemote);
            if (at.isPresent() && at.get().host().equals(host)) {
                return at.get().name();
            }
        }
        throw new BadInputException("no remote is a repository at " + host
                + ": name it with --repo, and if it is another GitHub that one with --github-url");
    }

    private static GitRepository open(Path directory) throws BadInputException {
        return GitRepository.open(directory, new Selection(new Selection.Everything(""), Optional.empty()));
    }

    /** The host as remotes name it. */
    private static String host(String api) {
        return api.equals(GithubConnection.GITHUB)
                ? "github.com"
                : URI.create(api).getHost().toLowerCase(Locale.ROOT);
    }
}
