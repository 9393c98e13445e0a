package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Records the events of a run as text. */
class RecordingListener implements RunListener {

    final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void jobWaits(JobKey job, WaitReason wait) {
        events.add(job + " waits " + wait);
    }

    @Override
    public void jobStarted(JobKey job) {
        events.add(job + " starts");
    }

    @Override
    public void commandStarted(JobKey job, String name, String command) {
        events.add(job + " " + name + " starts");
    }

    @Override
    public void commandEnded(JobKey job, CommandResult result) {
        events.add(job + " " + result.name() + " " + result.outcome().text());
    }

    @Override
    public void jobEnded(JobResult result) {
        events.add(result.key() + " " + result.outcome().text());
    }

    List<String> ending(String text) {
        return events.stream().filter(event -> event.endsWith(text)).toList();
    }
}
