package io.jenkins.plugins.mergeability.environment;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.engine.deploy.DeployStep;
import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.deploy.commits.DeployJob;
import io.jenkins.plugins.mergeability.engine.map.BeforeDeploy;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.schedule.ExitCodes;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import io.jenkins.plugins.mergeability.script.CommandExecution;
import io.jenkins.plugins.mergeability.script.HiddenVariables;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.JobScript;
import io.jenkins.plugins.mergeability.script.OutcomeTokens;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.PowerShellScript;
import io.jenkins.plugins.mergeability.script.ScriptOutputException;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import io.jenkins.plugins.mergeability.script.ShellScript;
import io.jenkins.plugins.mergeability.script.StageNames;
import io.jenkins.plugins.mergeability.script.WorkspaceCare;
import io.jenkins.plugins.mergeability.step.AgentErrors;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * The interface of {@code EnvironmentScript} to Java: how the commands of a step are run. It is part of the pipeline's program
 * and saved with every step. No method blocks; what is decided is in the journal of the environment.
 */
public final class DeploymentFacade implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_AGENT_LOSSES = 3;

    private final String run;
    /** The one step that runs at a time, for {@link RunningParts}. */
    private static final String STEP = "";

    private int agentLosses;
    private boolean unix;
    private HashMap<String, String> step = new HashMap<>();
    private final HashMap<String, String> secrets = new HashMap<>();
    private RunningParts runningParts = new RunningParts();
    private int parallels;
    private String failure = "";
    private boolean repeatable;
    private transient Part program;
    private transient DeployJob job;

    DeploymentFacade(Run<?, ?> run) {
        this.run = run.getExternalizableId();
    }

    private Run<?, ?> run() {
        Run<?, ?> found = Run.fromExternalizableId(run);
        if (found == null) {
            throw new IllegalStateException("the run " + run + " no longer exists");
        }
        return found;
    }

    private EnvironmentJob environment() throws AbortException {
        return EnvironmentJob.of(run());
    }

    /** The label expression of the agent. */
    public String getLabel() throws AbortException {
        return environment().definition().getAgent();
    }

    /** Whether the agent runs Unix. */
    public boolean isUnix() {
        return unix;
    }

    public void setUnix(boolean unix) {
        this.unix = unix;
    }

    /** The bindings of credentials, in the form in which a pipeline names them. */
    public List<UninstantiatedDescribable> getBindings() throws AbortException {
        return new ArrayList<>(environment().definition().getBindings().stream()
                .map(UninstantiatedDescribable::from)
                .toList());
    }

    /** What checks out a commit. */
    public Object scm(String commit) throws AbortException {
        return environment().branch().scm(commit);
    }

    /** Begins a step, as {@link DeploymentStep} returned it. */
    public void begin(Map<String, Object> next) {
        step = new HashMap<>();
        for (String field : List.of("subject", "step", "commit", "previous")) {
            step.put(field, String.valueOf(next.get(field)));
        }
        secrets.clear();
        runningParts = new RunningParts();
        failure = "";
        program = null;
    }

    /** Why the commands of the step failed. */
    public String getFailure() {
        return failure.isEmpty() ? "a command failed" : failure;
    }

    private Part part(String path) {
        if (program == null) {
            try {
                job = job();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            program = JobProgram.of(job.component(), job.job(), java.util.Optional.empty());
        }
        return JobProgram.at(program, path);
    }

    private DeployJob job() throws IOException {
        EnvironmentJob environment = environment();
        String commit = step.get("commit");
        ComponentMap map = OpenEnvironment.read(environment, DeploymentMaps.read(run(), commit), commit);
        Offer offer = environment
                .record()
                .candidate(Integer.parseInt(step.get("subject")))
                .orElseThrow()
                .offer();
        DeployDefinition definition =
                map.environments().get(environment.name()).deploy().get(offer.component());
        DeployStep now = DeployStep.valueOf(step.get("step"));
        repeatable = now != DeployStep.BEFORE
                || definition.before().filter(BeforeDeploy::again).isPresent();
        Block block =
                switch (now) {
                    case BEFORE -> definition.before().orElseThrow().block();
                    case SWITCH -> definition.run();
                    case VERIFY -> definition.verify();
                    case PREPARE -> throw new IllegalStateException("nothing runs to prepare");
                };
        Map<String, String> variables = DeployJob.variables(environment.name(), offer, step.get("previous"));
        return DeployJob.of(EnvironmentText.stage(now), block, map.components().get(offer.component()), variables);
    }

    /** The part of the commands at a path; {@code ""} is the whole. */
    public Map<String, Object> describe(String path) {
        Part part = part(path);
        Map<String, Object> answer = new HashMap<>();
        answer.put("attempts", part.attempts().max());
        answer.put("timeout", part.attempts().timeoutMillis());
        answer.put("failureAllowed", part.attempts().failureAllowed());
        if (part instanceof Part.Commands commands) {
            answer.put("kind", "commands");
            answer.put("label", StageNames.label(commands.commands()));
        } else if (part instanceof Part.Steps steps) {
            answer.put("kind", "steps");
            answer.put("count", steps.parts().size());
        } else if (part instanceof Part.Branches branches) {
            answer.put("kind", "branches");
            answer.put("width", branches.width());
            answer.put("failFast", branches.failFast());
            int start = ++parallels;
            answer.put(
                    "names",
                    new ArrayList<>(branches.names().stream()
                            .map(name -> start == 1 ? name : name + " (" + start + ")")
                            .toList()));
        }
        return answer;
    }

    /** The script that runs the commands at a path. */
    public String script(String path) {
        List<Part.ScriptCommand> commands = ((Part.Commands) part(path)).commands();
        String secret = OutcomeTokens.newSecret();
        secrets.put(path, secret);
        JobScript script = new JobScript(
                job.key(),
                commands,
                unix ? Shell.SH : Shell.CMD,
                JobProgram.commands(job.job()),
                new OutcomeTokens(secret),
                WorkspaceCare.NONE);
        return unix ? ShellScript.of(script, HiddenVariables.NONE) : PowerShellScript.of(script, HiddenVariables.NONE);
    }

    /**
     * The commands at a path have ended.
     *
     * @param output the standard output of their script
     * @return whether every command that counts passed
     * @throws AbortException if the output is not what the script writes
     */
    public boolean commandsEnded(String path, String output) throws AbortException {
        List<Part.ScriptCommand> commands = ((Part.Commands) part(path)).commands();
        try {
            ScriptResults results = ScriptResults.read(
                    output, commands, new OutcomeTokens(secrets.get(path)), WorkspaceCare.NONE, position -> 0);
            if (!results.passed()) {
                List<CommandExecution> executions = results.executions();
                CommandExecution last = executions.get(executions.size() - 1);
                failure = ExitCodes.text(last.exitCode()) + " of `" + StageNames.firstLine(last.command()) + "`";
            }
            return results.passed();
        } catch (ScriptOutputException e) {
            throw (AbortException) new AbortException(e.getMessage()).initCause(e);
        }
    }

    /** A part with a timeout starts. */
    public void timeoutStarted(String path, long millis) {
        runningParts.timeoutStarted(STEP, path, System.currentTimeMillis() + millis);
    }

    /** A part with a timeout has ended in time. */
    public void timeoutEnded(String path) {
        runningParts.timeoutEnded(STEP, path);
    }

    /** A first failure stops what else runs in a part. */
    public void stopping(String path) {
        runningParts.stopping(STEP, path, System.currentTimeMillis());
    }

    /** Whether commands have to run again that failed because Jenkins stopped another part of the step. */
    public boolean isStoppedWithSibling(String path, Throwable error) {
        return error instanceof AbortException && isRepeatedWithSibling(path);
    }

    /** The same for commands that ended, by the standard output of their script. */
    public boolean isStoppedWithSibling(String path, String output) {
        return ScriptResults.killed(output) && isRepeatedWithSibling(path);
    }

    /** What must not run again by itself has failed. */
    private boolean isRepeatedWithSibling(String path) {
        return repeatable && runningParts.isSiblingStopping(STEP, path, System.currentTimeMillis());
    }

    /** Whether the timeout of a part stopped it. */
    public boolean isTimedOut(String path, Throwable error, long millis) {
        boolean own =
                AgentErrors.isTimeout(error) && runningParts.isPastDeadline(STEP, path, System.currentTimeMillis());
        if (own) {
            failure = "timed out after " + DurationText.of(Duration.ofMillis(millis));
        }
        return own;
    }

    /** Whether anything but a failing sibling stopped a parallel part. */
    public boolean isFromOutside(Throwable error) {
        return AgentErrors.isFromOutside(error);
    }

    /** The error to throw out of a branch of a parallel part in place of another. */
    public Throwable branchFailed(Throwable error) {
        return AgentErrors.ofBranch(error);
    }

    /** Whether an error is a failure of the step, and not of its agent, the controller or an interruption. */
    public boolean isFailure(Throwable error) {
        return !(error instanceof FlowInterruptedException) && !AgentErrors.isAgentLost(error);
    }

    /** Whether to go on with another agent. */
    public boolean takesAnotherAgent(Throwable error) {
        return AgentErrors.isAgentLost(error) && !AgentErrors.isCancelled(error) && ++agentLosses < MAX_AGENT_LOSSES;
    }
}
