package io.jenkins.plugins.mergeability.reporting;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.github.CodeHost;
import io.jenkins.plugins.mergeability.engine.github.GithubHost;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.HostException.Kind;
import io.jenkins.plugins.mergeability.engine.github.RepositoryName;
import io.jenkins.plugins.mergeability.engine.outbox.HostConnector;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.Connector;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.kohsuke.github.GitHub;

/**
 * Connects to GitHub as the branch source of a project does, by its credentials and its API's address. What a connection
 * has found out, such as the repository, is kept for who connects next.
 */
final class GithubHosts implements HostConnector {

    /** Hosts of one connection that nobody uses right now. */
    private record Idle(GitHub github, Deque<GithubHost> hosts) {}

    private static final int KEPT = 4;

    private final Map<String, Idle> idle = new HashMap<>();
    private final Set<String> tracked = ConcurrentHashMap.newKeySet();

    @Override
    public CodeHost open(String name) throws HostException {
        RepositoryLocation place = RepositoryLocation.of(name).orElseThrow(() -> gone("there is no place " + name));
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            MultiBranchProject<?, ?> project =
                    Jenkins.get().getItemByFullName(place.project(), MultiBranchProject.class);
            if (project == null) {
                throw gone("the project " + place.project() + " is gone");
            }
            return connect(name, project, source(project, place));
        }
    }

    /** Whether there is something of this name that can be opened, as far as is known here. */
    static boolean exists(String name) {
        Optional<RepositoryLocation> place = RepositoryLocation.of(name);
        MultiBranchProject<?, ?> project = place.isEmpty()
                ? null
                : Jenkins.get().getItemByFullName(place.get().project(), MultiBranchProject.class);
        return project != null && find(project, place.get()).isPresent();
    }

    /** What shares the pace of writes and the limits: the credentials, at a server. */
    static String account(GitHubSCMSource source) {
        String credentials = source.getCredentialsId();
        // What an App is allowed is counted for each owner who has installed it.
        return source.getApiUri() + " " + (credentials == null ? "anonymous" : credentials) + " "
                + source.getRepoOwner();
    }

    private static GitHubSCMSource source(MultiBranchProject<?, ?> project, RepositoryLocation place) throws HostException {
        return find(project, place)
                .orElseThrow(() -> gone(
                        place.project() + " has no source " + place.owner() + "/" + place.repository() + " any more"));
    }

    private static Optional<GitHubSCMSource> find(MultiBranchProject<?, ?> project, RepositoryLocation place) {
        for (SCMSource source : project.getSCMSources()) {
            if (source instanceof GitHubSCMSource github
                    && place.owner().equals(github.getRepoOwner())
                    && place.repository().equals(github.getRepository())) {
                return Optional.of(github);
            }
        }
        return Optional.empty();
    }

    private HostLease connect(String place, Item project, GitHubSCMSource source) throws HostException {
        String id = source.getCredentialsId();
        StandardCredentials credentials =
                Connector.lookupScanCredentials(project, source.getApiUri(), id, source.getRepoOwner());
        if (credentials == null && id != null && !id.isEmpty()) {
            throw new HostException(
                    Kind.UNAUTHORIZED,
                    "cannot connect to GitHub for " + project.getFullName() + ": there are no credentials " + id,
                    null,
                    null);
        }
        if (credentials != null && tracked.add(place + " " + id)) {
            CredentialsProvider.track(project, credentials);
        }
        try {
            GitHub github = Connector.connect(source.getApiUri(), credentials);
            return new HostLease(place, github, take(place, github, source));
        } catch (IOException e) {
            throw new HostException(
                    Kind.TRANSIENT,
                    "cannot connect to GitHub for " + project.getFullName() + ": " + e.getMessage(),
                    null,
                    e);
        } catch (RuntimeException e) {
            throw HostLease.unconnected(e, "cannot connect to GitHub for " + project.getFullName());
        }
    }

    private synchronized GithubHost take(String place, GitHub github, GitHubSCMSource source) {
        Idle known = idle.get(place);
        GithubHost host =
                known == null || known.github() != github ? null : known.hosts().poll();
        return host == null
                ? new GithubHost(github, new RepositoryName(source.getRepoOwner(), source.getRepository()))
                : host;
    }

    @Override
    public void release(CodeHost host) {
        if (host instanceof HostLease lease) {
            if (!lease.failed()) {
                keep(lease);
            }
            Connector.release(lease.github());
        }
    }

    private synchronized void keep(HostLease lease) {
        Idle known = idle.get(lease.place());
        if (known == null || known.github() != lease.github()) {
            known = new Idle(lease.github(), new ArrayDeque<>());
            idle.put(lease.place(), known);
        }
        if (known.hosts().size() < KEPT) {
            known.hosts().push(lease.host());
        }
    }

    /** Lets go of what is kept for places that are not there any more. */
    synchronized void forget(String project) {
        idle.keySet()
                .removeIf(name -> RepositoryLocation.of(name)
                        .filter(place -> !place.project().equals(project))
                        .isEmpty());
    }

    private static HostException gone(String words) {
        return new HostException(Kind.NOT_FOUND, words, null, null);
    }
}
