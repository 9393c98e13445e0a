package io.jenkins.plugins.mergeability.engine.cli.deploy;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Journal;
import io.jenkins.plugins.mergeability.engine.deploy.journal.JournalEvent;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Deployer;
import io.jenkins.plugins.mergeability.engine.deploy.turn.RefusedException;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Shows what a deployment would do: the same decisions on a copy of the record, which is not written. */
public final class DeployPreview {

    private final LocalEnvironments environments;
    private final Environment environment;
    private final DeployText text;

    /** A preview of deployments to an environment. */
    public DeployPreview(LocalEnvironments environments, Environment environment) {
        this.environments = environments;
        this.environment = environment;
        this.text = new DeployText(environments.terminal());
    }

    /**
     * Prints it.
     *
     * @return whether all of the components would be live afterwards, if nothing fails
     */
    public boolean print(Set<String> components, String revision) throws BadInputException, MapException, IOException {
        CommitMap commit = environments.commit(revision);
        text.line("to " + environment.name() + ": commit " + LocalEnvironments.brief(commit.commit()) + " of "
                + environments.branch());
        boolean all = true;
        for (String component : components) {
            all &= print(component, Proposal.of(environments, environment, commit, component));
        }
        return all;
    }

    private boolean print(String component, Proposal proposal) throws IOException {
        if (proposal.offer().isEmpty()) {
            return refused(component, proposal.refusals(), proposal.remedy());
        }
        EnvironmentRecord copy =
                EnvironmentRecord.read(copyOf(environments.files().events(environment.name())));
        DeployTarget none = (step, offer, previous) -> {
            throw new IOException("a preview performs no step");
        };
        Deployer deployer = environments.deployer(environment, copy, none);
        Offer offer = proposal.offer().get();
        Candidate candidate;
        try {
            candidate = deployer.offer(offer, "");
        } catch (RefusedException e) {
            return refused(component, List.of(e.getMessage()), "");
        }
        String release = "release " + offer.release().shortId();
        if (candidate.state() == DeploymentState.LIVE) {
            text.line("  " + component + ": " + release + " is live already: nothing to do");
            return true;
        }
        List<Wait> waits = candidate.state() == DeploymentState.CANDIDATE ? deployer.waits(candidate) : List.of();
        if (!waits.isEmpty()) {
            text.line("  " + component + ": " + release + " would wait " + DeployText.waits(waits));
            return false;
        }
        String live = copy.live(component)
                .map(now -> ", in place of " + now.offer().release().shortId())
                .orElse(", the first one");
        text.line("  " + component + ": " + release + " would be deployed" + live);
        text.line("    proven: " + DeployText.names(offer.proofs().keySet()));
        if (!proposal.flaky().isEmpty()) {
            text.line("    flaky: " + DeployText.names(proposal.flaky()));
        }
        return true;
    }

    private boolean refused(String component, List<String> why, String remedy) {
        text.line("  " + component + " cannot be deployed:");
        why.forEach(each -> text.line("    " + DeployText.text(each)));
        if (!remedy.isEmpty()) {
            text.line("    = " + remedy);
        }
        return false;
    }

    private static Journal copyOf(List<JournalEvent> events) {
        List<JournalEvent> copy = new ArrayList<>(events);
        return new Journal() {
            @Override
            public List<JournalEvent> read() {
                return copy;
            }

            @Override
            public void append(JournalEvent event) {
                copy.add(event);
            }
        };
    }
}
