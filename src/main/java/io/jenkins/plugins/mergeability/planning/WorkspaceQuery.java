package io.jenkins.plugins.mergeability.planning;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import jenkins.MasterToSlaveFileCallable;

/** Queries the state of a workspace on an agent. */
final class WorkspaceQuery extends MasterToSlaveFileCallable<WorkspaceState> {

    @Serial
    private static final long serialVersionUID = 1;

    private final String git;
    private final String ceiling;

    WorkspaceQuery(String git, String ceiling) {
        this.git = git;
        this.ceiling = ceiling;
    }

    @Override
    public WorkspaceState invoke(File workspace, VirtualChannel channel) throws IOException {
        try (GitRepository repository = GitRepository.at(workspace.toPath(), git, AgentQuery.environment(ceiling))) {
            Path directory = workspace.toPath().toRealPath();
            Path top = repository.workTree().orElse(directory).toRealPath();
            return new WorkspaceState(top.relativize(directory).toString(), new ArrayList<>(repository.modified()));
        } catch (BadInputException e) {
            throw new PlanningException(e.getMessage());
        }
    }
}
