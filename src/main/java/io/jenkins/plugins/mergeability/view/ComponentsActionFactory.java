package io.jenkins.plugins.mergeability.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Adds the components page to every build with a record. */
@Extension
@SuppressWarnings("rawtypes") // as the type it is registered for
public final class ComponentsActionFactory extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @NonNull
    @Override
    public Collection<? extends Action> createFor(@NonNull Run target) {
        Run<?, ?> run = target;
        return BuildRecords.of(run).exist() ? List.of(new ComponentsAction(run)) : List.of();
    }
}
