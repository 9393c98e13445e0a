package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.plugins.git.Branch;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.Revision;
import hudson.plugins.git.util.BuildData;
import hudson.scm.SCM;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.proofs.CommitId;
import io.jenkins.plugins.mergeability.proofs.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Resolves the source of a job outside of a multibranch project: the repository of its script, or the last checkout. */
final class PlainJobSource {

    private static final Pattern REMOTE = Pattern.compile("refs/remotes/[^/]+/|remotes/[^/]+/");

    private PlainJobSource() {}

    static BuildSource of(Run<?, ?> run) {
        Optional<GitSCM> scm = script(run);
        Optional<String> remote = scm.flatMap(BuildSourceResolver::remote);
        Optional<BuildData> checkedOut = checkedOut(run, remote);
        if (remote.isEmpty()) {
            remote = checkedOut.flatMap(data -> data.getRemoteUrls().stream().findFirst());
        }
        Optional<String> branch = checkedOut.flatMap(PlainJobSource::branch);
        if (branch.isEmpty()) {
            branch = scm.flatMap(PlainJobSource::branch);
        }
        String name = run.getParent().getFullName();
        boolean trusted = Settings.of(run.getParent()).scopes().plainJobs();
        return new BuildSource(
                remote,
                scm.map(SCM.class::cast),
                false,
                branch,
                Optional.empty(),
                trusted ? new Scope(Scope.Kind.BRANCH, "job " + name) : new Scope(Scope.Kind.JOB, name),
                trusted ? Optional.empty() : Optional.of(name),
                false,
                Optional.empty());
    }

    /** The SCM of the script of a job, pinned to a commit. */
    static GitSCM pinned(GitSCM scm, String commit) {
        return new GitSCM(
                scm.getUserRemoteConfigs(),
                List.of(new BranchSpec(commit)),
                scm.getBrowser(),
                scm.getGitTool(),
                List.copyOf(scm.getExtensions()));
    }

    private static Optional<GitSCM> script(Run<?, ?> run) {
        return run.getParent() instanceof WorkflowJob job
                        && job.getDefinition() instanceof CpsScmFlowDefinition definition
                        && definition.getScm() instanceof GitSCM git
                ? Optional.of(git)
                : Optional.empty();
    }

    private static Optional<BuildData> checkedOut(Run<?, ?> run, Optional<String> remote) {
        BuildData found = null;
        for (BuildData data : run.getActions(BuildData.class)) {
            if (remote.isEmpty() || data.hasBeenReferenced(remote.get())) {
                found = data;
            }
        }
        return Optional.ofNullable(found);
    }

    private static Optional<String> branch(BuildData data) {
        Revision revision = data.getLastBuiltRevision();
        Collection<Branch> branches = revision == null ? List.of() : revision.getBranches();
        return branches.size() == 1 ? branch(branches.iterator().next().getName()) : Optional.empty();
    }

    private static Optional<String> branch(GitSCM scm) {
        List<BranchSpec> specs = scm.getBranches();
        return specs.size() == 1 ? branch(specs.get(0).getName()) : Optional.empty();
    }

    /** The branch of a branch specifier or a reference; empty if it does not name exactly one. */
    static Optional<String> branch(String name) {
        String plain = REMOTE.matcher(name).replaceFirst("");
        plain = plain.startsWith("refs/heads/") ? plain.substring("refs/heads/".length()) : plain;
        plain = plain.startsWith("*/") ? plain.substring(2) : plain;
        plain = plain.startsWith("origin/") ? plain.substring("origin/".length()) : plain;
        boolean valid = !plain.isEmpty()
                && !plain.equals("detached")
                && !plain.startsWith("refs/")
                && !plain.startsWith(":")
                && plain.indexOf('*') < 0
                && plain.indexOf('$') < 0
                && !CommitId.is(plain);
        return valid ? Optional.of(plain) : Optional.empty();
    }
}
