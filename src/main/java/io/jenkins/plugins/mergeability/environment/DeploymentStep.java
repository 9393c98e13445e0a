package io.jenkins.plugins.mergeability.environment;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Action;
import io.jenkins.plugins.mergeability.step.BackgroundExecution;
import io.jenkins.plugins.mergeability.step.HiddenDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Records how a step of a deployment has ended, and decides what is next. Returns the next step to perform on an agent, or
 * null if there is nothing to do now. Runs in the background, and again after a restart: what is recorded is not recorded
 * twice.
 */
public final class DeploymentStep extends Step {

    static final String NAME = "mergeabilityDeployment";

    private int number;
    private int position;
    private String failure;

    @DataBoundConstructor
    public DeploymentStep() {
        // without parameters it only decides
    }

    /** The number of the deployment whose step has ended; 0 if none has. */
    public int getNumber() {
        return number;
    }

    @DataBoundSetter
    public void setNumber(int number) {
        this.number = number;
    }

    /** How many events there were when the step that has ended was decided. */
    public int getPosition() {
        return position;
    }

    @DataBoundSetter
    public void setPosition(int position) {
        this.position = position;
    }

    /** Why the step failed; null if it passed. */
    public String getFailure() {
        return failure;
    }

    @DataBoundSetter
    public void setFailure(String failure) {
        this.failure = failure;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, number, position, failure);
    }

    private static final class Execution extends BackgroundExecution {

        private static final long serialVersionUID = 1L;

        private final int number;
        private final int position;
        private final String failure;

        Execution(StepContext context, int number, int position, String failure) {
            super(context);
            this.number = number;
            this.position = position;
            this.failure = failure;
        }

        @Override
        protected Object result() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            EnvironmentJob job = EnvironmentJob.of(run);
            Run<?, ?> other = run.getPreviousBuildInProgress();
            if (other != null) {
                throw new AbortException(
                        "run " + other.getDisplayName() + " of this environment is under way: one at a time");
            }
            if (!isSwitching(job)) {
                new BranchMirror(job).fetch(job.branch(), getContext().get(TaskListener.class));
            }
            try (OpenEnvironment open = OpenEnvironment.of(job)) {
                if (number > 0 && open.events() == position) {
                    ended(open, run);
                }
                return next(open, run);
            }
        }

        /** Whether nothing is decided by the history of the branch: what was begun ends without it. */
        private static boolean isSwitching(EnvironmentJob job) throws IOException {
            return job.record()
                    .active()
                    .filter(active -> active.state() != DeploymentState.PREPARING)
                    .isPresent();
        }

        private void ended(OpenEnvironment open, Run<?, ?> run) throws IOException {
            Optional<Action.Perform> begun = open.decisions().begun();
            if (begun.isPresent() && begun.get().candidate().number() == number) {
                open.decisions().ended(begun.get(), Optional.ofNullable(failure));
                if (failure != null) {
                    run.setResult(Result.FAILURE);
                }
            }
        }

        private Map<String, Object> next(OpenEnvironment open, Run<?, ?> run) throws IOException, InterruptedException {
            PrintStream log = getContext().get(TaskListener.class).getLogger();
            while (true) {
                Optional<Action> next = open.decisions().begin();
                if (next.isEmpty()) {
                    describe(open, run);
                    return null;
                }
                if (next.get() instanceof Action.Record event) {
                    log.println(EnvironmentText.event(event));
                } else if (next.get() instanceof Action.Perform perform) {
                    Optional<String> missing = perform.step() == DeployStep.PREPARE
                            ? open.missing(perform.subject().offer())
                            : Optional.empty();
                    if (missing.isEmpty()) {
                        return toPerform(open, run, perform);
                    }
                    log.println(EnvironmentText.candidate(perform.subject()) + ": " + missing.get());
                    open.decisions().ended(perform, missing);
                    run.setResult(Result.FAILURE);
                }
            }
        }

        private static Map<String, Object> toPerform(OpenEnvironment open, Run<?, ?> run, Action.Perform perform)
                throws IOException {
            Candidate subject = perform.subject();
            String component = subject.offer().component();
            DeploymentMaps.write(
                    run, subject.offer().commit(), open.mapText(subject.offer().commit()));
            Map<String, Object> answer = new HashMap<>();
            answer.put("number", perform.candidate().number());
            answer.put("position", open.events());
            answer.put("subject", subject.number());
            answer.put("step", perform.step().name());
            answer.put(
                    "stage",
                    component + ": "
                            + (perform.candidate().state() == DeploymentState.ROLLING_BACK
                                    ? "roll back"
                                    : EnvironmentText.stage(perform.step())));
            answer.put("commit", subject.offer().commit());
            answer.put(
                    "previous",
                    open.decisions().previous(component).map(Release::id).orElse(""));
            return answer;
        }

        /** What people read of the run in the list of runs. */
        private static void describe(OpenEnvironment open, Run<?, ?> run) throws IOException {
            StringBuilder text = new StringBuilder();
            for (String component : open.environment().deploy().keySet()) {
                open.record()
                        .newest(component)
                        .ifPresent(newest -> text.append(text.isEmpty() ? "" : "; ")
                                .append(EnvironmentText.candidate(newest))
                                .append(' ')
                                .append(newest.state().text()));
            }
            if (!text.isEmpty()) {
                run.setDescription(Util.escape(text.toString()));
            }
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(NAME, Messages.DeploymentStep_displayName());
        }
    }
}
