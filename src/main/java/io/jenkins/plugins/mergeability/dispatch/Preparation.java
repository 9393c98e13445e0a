package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.script.StageNames;

/** The keys of preparations: runs of a job in the workspace of another that needs it, for the files that it leaves there. */
public final class Preparation {

    /** No name of a component, job or platform has it. */
    private static final String FOR = " for ";

    private Preparation() {}

    /** The key of the preparation of a dependent by a job. */
    public static String key(JobKey job, String dependent) {
        return job + FOR + dependent;
    }

    public static boolean is(String key) {
        return key.contains(FOR);
    }

    /** The key of the job that runs, by the key of a job or of a preparation. */
    public static String job(String key) {
        int at = key.indexOf(FOR);
        return at < 0 ? key : key.substring(0, at);
    }

    /** The key of the job whose workspace it is, by the key of this job or of a preparation. */
    public static String dependent(String key) {
        int at = key.indexOf(FOR);
        return at < 0 ? key : key.substring(at + FOR.length());
    }

    /** The name of the stage of a preparation. */
    public static String stage(JobKey job, JobKey dependent) {
        return StageNames.ofJob(dependent) + ": first " + job;
    }
}
