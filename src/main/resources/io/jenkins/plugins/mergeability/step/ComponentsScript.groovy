package io.jenkins.plugins.mergeability.step

import com.cloudbees.groovy.cps.NonCPS
import groovy.transform.Field

// Runs a plan with the standard Pipeline steps. ScriptFacade makes all decisions, and the record of the build has all state.
// Variables of this script are saved with every step of the pipeline.

// The ScriptFacade, and the pipeline's DSL. Steps are called by the DSL only: a bare name may be redefined by a variable of
// the pipeline or by a library.
@Field Object $build
@Field Object $steps

// A variable of the pipeline must not replace them: after a restart all scripts share one binding, and variables take
// precedence over fields.
@NonCPS
Object getProperty(String name) {
    return name == '$build' ? this.@$build : name == '$steps' ? this.@$steps : super.getProperty(name)
}

if ($build.planOnly) {
    return plan()
}
$build.number = plan()
try {
    runBranches()
} catch (Throwable error) {
    if (!$build.stopped || !$build.isFailFastStop(error)) {
        throw error
    }
}
return $steps.mergeabilityFinish(number: $build.number)

def plan() {
    def plan = $steps.mergeabilityPlan(options: $build.options, planOnly: $build.planOnly, jobsRunHere: $build.inWorkspace)
    while (plan == 'check out') {
        try {
            $steps.node($build.planningLabel) {
                checkOut(true)
                plan = $steps.mergeabilityPlan(options: $build.options, planOnly: $build.planOnly, jobsRunHere: false)
            }
        } catch (Throwable error) {
            if (!$build.retriesPlanning(error)) {
                throw error
            }
            $steps.echo "planning again: ${error.message}"
        }
    }
    return plan
}

// The SCM is not kept in a variable: it would be saved with every step that follows.
def checkOut(boolean poll) {
    $steps.checkout(scm: $build.scm(), changelog: $build.firstCheckout(), poll: poll)
}

def runBranches() {
    def bodies = [:]
    for (String name : $build.branches()) {
        String branch = name
        bodies[$build.uniqueName(branch)] = { -> runNamedBranch(branch) }
    }
    for (Map component : $build.unstartedComponents()) {
        Map each = component
        bodies[$build.uniqueName(each.name)] = { -> $steps.mergeabilityMark(status: 'SKIPPED', reason: each.reason) }
    }
    if (bodies) {
        bodies.failFast = $build.failFast
        $steps.parallel(bodies)
    }
    markStages($build.blockedJobs(), 'NOT_RUN')
}

// Stages of jobs that do not run. They come where the jobs would have run.
def markStages(List jobs, String status) {
    for (Map job : jobs) {
        String reason = job.reason
        $steps.stage($build.uniqueName(job.name)) {
            $steps.mergeabilityMark(status: status, reason: reason)
        }
    }
}

// In a Declarative pipeline, views name a branch after its first stage, because Declarative starts each branch with a stage
// of the same name.
def runNamedBranch(String branch) {
    if (!$build.declarative) {
        runBranch(branch)
        return
    }
    $steps.stage($build.uniqueName(branch)) {
        runBranch(branch)
    }
}

def runBranch(String branch) {
    try {
        runJobsOfBranch(branch)
    } catch (Throwable error) {
        throw $build.branchFailed(branch, error)
    }
}

// Takes agents, and runs one job after another on each.
def runJobsOfBranch(String branch) {
    while (true) {
        Map next = $build.next(branch)
        if (next.kind == 'done') {
            markStages($build.skippedJobs(branch, null), 'SKIPPED')
            markStages($build.blockedJobs(branch), 'NOT_RUN')
            $build.cancelQueueItems()
            return
        } else if (next.kind == 'wait') {
            $steps.mergeabilityAwait(number: $build.number, branch: branch)
        } else if (next.kind == 'platforms') {
            markStages($build.skippedJobs(branch, next.job), 'SKIPPED')
            runPlatforms(next)
        } else if (next.kind == 'agent') {
            runOnAgent(branch, next.label, false)
        } else if (next.kind == 'isolated') {
            runOnAgent(branch, next.label, true)
        } else {
            throw new IllegalStateException('unknown action of the branch ' + branch + ': ' + next.kind)
        }
        failIfStopped()
    }
}

def failIfStopped() {
    if ($build.stopped) {
        throw new hudson.AbortException('the first failure stops the rest')
    }
}

// The platforms of a job, in parallel.
def runPlatforms(Map next) {
    $steps.stage(next.stage) {
        def bodies = [:]
        for (String name : next.branches) {
            String branch = name
            bodies[$build.uniqueName(branch)] = { -> runBranch(branch) }
        }
        bodies.failFast = $build.failFast
        $steps.parallel(bodies)
    }
}

def runOnAgent(String branch, String label, boolean isolated) {
    if ($build.isOnCallingAgent(branch)) {
        runInCallingWorkspace(branch, label, isolated)
    } else {
        runOnNewAgent(branch, label, isolated)
    }
}

def runInCallingWorkspace(String branch, String label, boolean isolated) {
    if (!isolated) {
        runJobsHere(branch, label, false, $build.callingTaking)
        return
    }
    $steps.ws($steps.pwd() + '@isolated') {
        $steps.deleteDir()
        checkOut(false)
        runJobs(branch, label, true, $build.newTaking(true))
        $steps.deleteDir()
    }
}

def runOnNewAgent(String branch, String label, boolean isolated) {
    try {
        $steps.node(label) {
            if (isolated) {
                $steps.deleteDir()
            }
            checkOut(false)
            runJobsHere(branch, label, isolated, $build.newTaking(false))
            if (isolated) {
                $steps.deleteDir()
            }
        }
    } catch (Throwable error) {
        if (!$build.recovers(branch, label, error)) {
            throw error
        }
        $steps.echo "${branch}: ${error.message}"
    }
}

// Runs jobs in this workspace, or beside it if it cannot be cleaned.
def runJobsHere(String branch, String label, boolean isolated, String taking) {
    try {
        runJobs(branch, label, isolated, taking)
    } catch (Throwable error) {
        String reason = $build.leavesWorkspace(branch, error)
        if (reason == null) {
            throw error
        }
        runInFreshWorkspace(branch, label, isolated, reason)
    }
}

// Runs jobs beside a workspace that could not be cleaned.
def runInFreshWorkspace(String branch, String label, boolean isolated, String reason) {
    $steps.echo "${branch}: ${reason}; a fresh one takes its place"
    $steps.ws($steps.pwd() + '@fresh') {
        $steps.deleteDir()
        checkOut(false)
        runJobs(branch, label, isolated, $build.newTaking(true))
    }
}

def runJobs(String branch, String label, boolean onlyOne, String taking) {
    String agent = $build.variable('NODE_NAME')
    Boolean known = $build.isUnix(agent)
    boolean unix = known == null ? $steps.isUnix() : known
    while (true) {
        List keys = $build.claim(branch, label, agent, taking, unix)
        if (!keys) {
            return
        }
        String key = keys[0]
        markStages($build.skippedJobs(branch, key), 'SKIPPED')
        if (keys.size() > 1) {
            runTogether(keys)
        } else {
            $steps.stage($build.jobStage(key)) {
                runJob(key, unix)
            }
        }
        $build.cancelQueueItems()
        failIfStopped()
        if (onlyOne) {
            return
        }
    }
}

// Runs short jobs in one step and stage. Those that fail get stages of their own after it.
def runTogether(List keys) {
    List failed = []
    $steps.stage($build.togetherStage(keys)) {
        failed = runTogetherInStage(keys)
    }
    for (String key : failed) {
        String each = key
        $steps.stage($build.jobStage(each)) {
            showResult(each, $build.jobEnded(each, false, null), false, null)
            $steps.echo($build.togetherLog(keys))
        }
    }
}

// Returns the jobs that failed.
def runTogetherInStage(List keys) {
    List failed = []
    for (Map ended : runTogetherInStep(keys)) {
        if (ended.passed) {
            showResult(ended.key, $build.jobEnded(ended.key, true, null), true, null)
        } else {
            failed << ended.key
        }
    }
    for (String key : $build.separated(keys)) {
        $steps.echo("${key}: ${$build.waitingFor(key)}; it runs again by itself")
    }
    return failed
}

// Returns the jobs that ended, each with its key and whether it passed.
def runTogetherInStep(List keys) {
    String output = null
    try {
        output = $steps.sh(script: $build.togetherScript(keys), returnStdout: true, label: $build.togetherLabel(keys))
    } catch (Throwable error) {
        if (!$build.separates(keys, error)) {
            throw error
        }
    }
    return output == null ? [] : $build.togetherEnded(keys, output)
}

def runJob(String key, boolean unix) {
    boolean passed = false
    String error = null
    try {
        Map needs = $build.stepsOf(key)
        if (needs.restores && !restoreOutputs(key)) {
            $steps.mergeabilityMark(status: 'NOT_RUN', reason: $build.waitingFor(key))
            return
        }
        runPreparations(key, unix)
        passed = runCleanly(key, unix, needs)
        if (needs.reports) {
            readReports(key)
        }
        if (passed && needs.archives) {
            Map artifacts = $build.artifactPatterns(key)
            retryAfterRestart { $steps.archiveArtifacts(artifacts) }
        }
        if (passed && needs.captures && $build.capturesOutputs(key)) {
            $steps.mergeabilityOutputs(number: $build.number, job: key, capture: true)
        }
    } catch (Throwable thrown) {
        if ($build.waitsAgain(key)) {
            $steps.mergeabilityMark(status: 'NOT_RUN', reason: $build.waitingFor(key))
            return
        }
        if (!$build.isJobFailure(key, thrown)) {
            throw thrown
        }
        error = thrown.message ?: thrown.toString()
    }
    showResult(key, $build.jobEnded(key, passed, error), passed, error)
}

def showResult(String key, String remark, boolean passed, String error) {
    if (remark != null) {
        $steps.mergeabilityMark(status: $build.mark(key), reason: remark)
        String hint = error == null ? $build.hint(key) : null
        if (hint != null) {
            $steps.echo "${key} did not pass. It finds nothing of a need that declares no outputs: ${hint}"
        }
    }
    String doubt = passed && error == null ? $build.unproven(key) : null
    if (doubt != null) {
        $steps.echo "${key} passed, but is not proven: ${doubt}"
    }
}

// The jobs that this one needs and that do not say what they leave run in its workspace first.
def runPreparations(String key, boolean unix) {
    for (String preparation : $build.preparations(key)) {
        String each = preparation
        boolean passed = false
        $steps.stage($build.preparationStarts(each, key)) {
            passed = runCleanly(each, unix, $build.stepsOf(each))
            if (!passed) {
                $steps.mergeabilityMark(status: 'FAILURE', reason: 'the preparation failed')
            }
        }
        $build.preparationEnded(each, key, passed)
    }
}

// The workspace is cleaned and compared by the scripts of the commands, where they can.
def runCleanly(String key, boolean unix, Map needs) {
    boolean passed = false
    for (int attempt = 1; attempt <= needs.attempts && !passed; attempt++) {
        if (attempt > 1) {
            restoreForRetry(key)
        }
        if (needs.cleaning) {
            runCommands(key, $build.cleaning, 'clean the workspace', unix)
        }
        passed = needs.label == null
            ? runInEnvironment(key, unix, $build.environment(key))
            : runCommands(key, '', needs.label, unix)
        if (passed && attempt > 1) {
            $build.passedAfterFailure(key)
        }
    }
    if (passed && $build.needsComparing(key)) {
        runCommands(key, $build.comparing, 'compare the tracked files', unix)
    }
    return passed
}

// Returns whether the job can start: not if a job that it needs has to run again, as its outputs are lost.
def restoreOutputs(String key) {
    return !$build.restoresOutputs(key) || $steps.mergeabilityOutputs(number: $build.number, job: key, capture: false)
}

// Ends this run of the job if a job that it needs has to run again: it starts once more after that.
def restoreForRetry(String key) {
    if (!restoreOutputs(key)) {
        throw new hudson.AbortException($build.waitingFor(key))
    }
}

def readReports(String key) {
    String globs = $build.reportPatterns(key)
    def summary = retryAfterRestart {
        $steps.junit(testResults: globs, allowEmptyResults: true, skipMarkingBuildUnstable: true)
    }
    $build.recordTests(key, summary.totalCount, summary.failCount, summary.skipCount)
}

// Repeats a step that a restart of the controller stopped.
def retryAfterRestart(Closure step) {
    try {
        return step()
    } catch (Throwable error) {
        if (!$build.isUnresumable(error)) {
            throw error
        }
    }
    return step()
}

def runInEnvironment(String key, boolean unix, Map environment) {
    if (!environment.bindings) {
        return runInContainer(key, unix, environment)
    }
    boolean passed = false
    $steps.withCredentials(environment.bindings) {
        passed = runInContainer(key, unix, environment)
    }
    return passed
}

def runInContainer(String key, boolean unix, Map environment) {
    if (!environment.image) {
        return runPart(key, '', unix)
    }
    boolean passed = false
    String image = pulledImage(environment.image, environment.imageInRegistry, unix)
    $steps.withDockerContainer(image: image, toolName: environment.dockerTool) {
        passed = runPart(key, '', unix)
    }
    return passed
}

// The name of an image on this agent, as docker.image(…).inside determines it: a local image takes precedence over one of
// the registry around the step.
def pulledImage(String image, String inRegistry, boolean unix) {
    if (inRegistry != image && docker('inspect -f .', image, unix) == 0) {
        return image
    }
    if (docker('inspect -f .', inRegistry, unix) != 0 && docker('pull', inRegistry, unix) != 0) {
        throw new hudson.AbortException('cannot pull the image ' + inRegistry)
    }
    return inRegistry
}

def docker(String command, String image, boolean unix) {
    int status = 0
    $steps.withEnv(['MERGEABILITY_IMAGE=' + image]) {
        status = unix
            ? $steps.sh(script: 'docker ' + command + ' "$MERGEABILITY_IMAGE"', returnStatus: true)
            : $steps.bat(script: 'docker ' + command + ' "%MERGEABILITY_IMAGE%"', returnStatus: true)
    }
    return status
}

// Runs a part of a job, with its retries. Returns whether it passed, or its failure is allowed.
def runPart(String key, String path, boolean unix) {
    Map part = $build.part(key, path)
    boolean passed = false
    for (int attempt = 1; attempt <= part.attempts && !passed; attempt++) {
        if (!path && attempt > 1) {
            restoreForRetry(key)
        }
        passed = part.timeout > 0 ? runWithTimeout(key, path, part, unix) : runOnce(key, path, part, unix)
        if (passed && attempt > 1) {
            $build.passedAfterFailure(key)
        }
    }
    return passed || part.failureAllowed
}

def runWithTimeout(String key, String path, Map part, boolean unix) {
    boolean passed = false
    $build.timeoutStarted(key, path, part.timeout)
    try {
        $steps.timeout(time: part.timeout, unit: 'MILLISECONDS') {
            passed = runOnce(key, path, part, unix)
        }
    } catch (Throwable error) {
        if (!$build.isTimedOut(key, path, error, part.timeout)) {
            throw error
        }
        return false
    }
    $build.timeoutEnded(key, path)
    return passed
}

def runOnce(String key, String path, Map part, boolean unix) {
    if (part.kind == 'commands') {
        return runCommands(key, path, part.label, unix)
    } else if (part.kind == 'branches') {
        boolean passed = false
        Map names = $build.parallelNames(key, path)
        $steps.stage(names.stage) {
            passed = runParallel(key, path, part, names.branches, unix)
        }
        return passed
    } else if (part.kind == 'steps') {
        return runSteps(key, path, part.count, unix)
    }
    throw new IllegalStateException('unknown kind of a part of ' + key + ': ' + part.kind)
}

def runSteps(String key, String path, int count, boolean unix) {
    for (int i = 0; i < count; i++) {
        if (!runPart(key, childPath(path, i), unix)) {
            return false
        }
    }
    return true
}

def runParallel(String key, String path, Map part, List names, boolean unix) {
    Map state = [next: part.width, failed: false]
    def bodies = [:]
    for (int i = 0; i < part.width; i++) {
        int first = i
        bodies[names[first]] = { -> runParallelBranch(key, path, part, names, unix, state, first) }
    }
    bodies.failFast = part.failFast
    try {
        $steps.parallel(bodies)
    } catch (Throwable error) {
        if (!part.failFast || !state.failed || !$build.isFailFastStop(error)) {
            throw error
        }
    }
    return !state.failed
}

// Runs one of the parts, and then those that no other branch has started.
def runParallelBranch(String key, String path, Map part, List names, boolean unix, Map state, int first) {
    for (int i = first; i < names.size(); i = state.next++) {
        if (i == first) {
            runParallelPart(key, path, part, names, unix, state, i)
        } else {
            int index = i
            $steps.stage(names[index]) {
                runParallelPart(key, path, part, names, unix, state, index)
            }
        }
    }
}

def runParallelPart(String key, String path, Map part, List names, boolean unix, Map state, int index) {
    if (runPart(key, childPath(path, index), unix)) {
        return
    }
    state.failed = true
    $steps.mergeabilityMark(status: 'FAILURE', reason: $build.partFailed(key, childPath(path, index), names[index]))
    if (part.failFast) {
        $build.stopping(key, path)
        throw new hudson.AbortException(names[index] + ' failed')
    }
}

// When a timeout or a first failure stops another part of the job, Jenkins kills the processes of these commands as well,
// because they run in the same workspace. They run again.
def runCommands(String key, String path, String label, boolean unix) {
    while (true) {
        String output = null
        try {
            if (unix) {
                output = $steps.sh(script: $build.shellScript(key, path, unix), returnStdout: true, label: label)
            } else {
                output = $steps.powershell(script: $build.shellScript(key, path, unix), returnStdout: true, label: label)
            }
        } catch (Throwable error) {
            if (!$build.isStoppedWithSibling(key, path, error)) {
                throw error
            }
        }
        Boolean passed = output == null ? null : $build.commandsEnded(key, path, output)
        if (passed != null) {
            return passed
        }
        $steps.echo "${label}: stopped together with another part of the job; it runs again"
    }
}

def childPath(String path, int i) {
    return path ? path + '.' + i : '' + i
}
