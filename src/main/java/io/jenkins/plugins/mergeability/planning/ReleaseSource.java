package io.jenkins.plugins.mergeability.planning;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.engine.deploy.turn.RefusedException;
import io.jenkins.plugins.mergeability.engine.github.QueueBranch;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.record.Replays;
import java.io.IOException;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.TagSCMHead;

/**
 * A build that may offer releases: of a primary branch of a multibranch project, with the script of its repository.
 *
 * @param project the project
 * @param branch the name of the branch
 * @param commit the id of the commit
 */
public record ReleaseSource(MultiBranchProject<?, ?> project, String branch, String commit) {

    /**
     * What a build may offer releases of.
     *
     * @throws RefusedException if it offers nothing, with the reason
     */
    public static ReleaseSource of(Run<?, ?> run, TaskListener listener)
            throws RefusedException, IOException, InterruptedException {
        if (Replays.isReplay(run)) {
            throw new RefusedException(
                    "a Replay offers nothing, because it may have another script than the repository");
        }
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        if (head == null || !(run.getParent().getParent() instanceof MultiBranchProject<?, ?> project)) {
            throw new RefusedException("only a build of a branch of a multibranch project offers releases");
        }
        if (head instanceof ChangeRequestSCMHead) {
            throw new RefusedException("a pull request offers nothing: its change is deployed after the merge");
        }
        if (head instanceof TagSCMHead) {
            throw new RefusedException("a tag offers nothing: releases come from a branch");
        }
        if (QueueBranch.parse(head.getName()).isPresent()) {
            throw new RefusedException(
                    "a branch of the merge queue offers nothing: its change is deployed after the merge");
        }
        BuildSource source = BuildSourceResolver.of(run, listener);
        if (source.scope().kind() != Scope.Kind.PRIMARY || source.untrusted().isPresent()) {
            throw new RefusedException("the branch " + head.getName()
                    + " offers nothing, because it is neither the primary branch nor configured as one");
        }
        String commit = source.origin()
                .flatMap(BuildSource.Origin::commit)
                .orElseThrow(() -> new RefusedException("the commit of this build is not known"));
        return new ReleaseSource(project, head.getName(), commit);
    }
}
