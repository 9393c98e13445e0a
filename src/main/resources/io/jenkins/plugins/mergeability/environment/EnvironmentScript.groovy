package io.jenkins.plugins.mergeability.environment

import com.cloudbees.groovy.cps.NonCPS
import groovy.transform.Field

// Carries out the deployments of an environment with the standard Pipeline steps. The step mergeabilityDeployment decides and
// records; DeploymentFacade knows how the commands of a step are run.
// Variables of this script are saved with every step of the pipeline.

// Steps are called by the DSL only: a bare name may be redefined by a library.
@Field Object $deployment
@Field Object $steps

// A variable of a library must not replace them.
@NonCPS
Object getProperty(String name) {
    return name == '$deployment' ? this.@$deployment : name == '$steps' ? this.@$steps : super.getProperty(name)
}

def next = $steps.mergeabilityDeployment()
while (next != null) {
    next = runOnAgent(next)
}
return null

// Takes an agent, and performs one step after another there. Returns what is left to do.
def runOnAgent(Map first) {
    Map state = [next: first, placed: 0]
    try {
        $steps.node($deployment.label) {
            $deployment.unix = $steps.isUnix()
            while (state.next != null) {
                runStage(state)
            }
        }
    } catch (Throwable error) {
        if (!$deployment.takesAnotherAgent(error)) {
            throw error
        }
        $steps.echo "the agent was lost: ${error.message}"
        state.next = $steps.mergeabilityDeployment()
    }
    return state.next
}

def runStage(Map state) {
    String stage = state.next.stage
    $steps.stage(stage) {
        while (state.next != null && state.next.stage == stage) {
            Map now = state.next
            String failure = perform(now, state)
            if (failure != null) {
                $steps.mergeabilityMark(status: 'FAILURE', reason: failure)
            }
            state.next = $steps.mergeabilityDeployment(number: now.number, position: now.position, failure: failure)
        }
    }
}

// Performs a step. Returns why it failed, or null if it passed.
def perform(Map now, Map state) {
    try {
        if (state.placed != now.subject) {
            state.placed = 0
            $steps.deleteDir()
            $steps.retry(count: 3) {
                $steps.checkout(scm: $deployment.scm(now.commit), changelog: false, poll: false)
            }
            $steps.mergeabilityRelease(subject: now.subject)
            state.placed = now.subject
        }
        $deployment.begin(now)
        if (now.step == 'PREPARE') {
            return null
        }
        return runWithCredentials() ? null : $deployment.failure
    } catch (Throwable error) {
        if (!$deployment.isFailure(error)) {
            throw error
        }
        return error.message ?: error.toString()
    }
}

def runWithCredentials() {
    List bindings = $deployment.bindings
    if (!bindings) {
        return runPart('')
    }
    boolean passed = false
    $steps.withCredentials(bindings) {
        passed = runPart('')
    }
    return passed
}

def runPart(String path) {
    Map part = $deployment.describe(path)
    boolean passed = false
    for (int attempt = 1; attempt <= part.attempts && !passed; attempt++) {
        passed = part.timeout > 0 ? runWithTimeout(path, part) : runOnce(path, part)
    }
    return passed || part.failureAllowed
}

def runWithTimeout(String path, Map part) {
    boolean passed = false
    $deployment.timeoutStarted(path, part.timeout)
    try {
        $steps.timeout(time: part.timeout, unit: 'MILLISECONDS') {
            passed = runOnce(path, part)
        }
    } catch (Throwable error) {
        if (!$deployment.isTimedOut(path, error, part.timeout)) {
            throw error
        }
        return false
    }
    $deployment.timeoutEnded(path)
    return passed
}

def runOnce(String path, Map part) {
    if (part.kind == 'commands') {
        return runCommands(path, part.label)
    } else if (part.kind == 'branches') {
        return runParallel(path, part)
    }
    for (int i = 0; i < part.count; i++) {
        if (!runPart(childPath(path, i))) {
            return false
        }
    }
    return true
}

def runParallel(String path, Map part) {
    Map state = [next: part.width, failed: false]
    def bodies = [:]
    for (int i = 0; i < part.width; i++) {
        int first = i
        bodies[part.names[first]] = { -> runParallelBranch(path, part, state, first) }
    }
    bodies.failFast = part.failFast
    try {
        $steps.parallel(bodies)
    } catch (Throwable error) {
        if (!part.failFast || !state.failed || $deployment.isFromOutside(error)) {
            throw error
        }
    }
    return !state.failed
}

// Runs one of the parts, and then those that no other branch has started.
def runParallelBranch(String path, Map part, Map state, int first) {
    try {
        runPartsOfBranch(path, part, state, first)
    } catch (Throwable error) {
        throw $deployment.branchFailed(error)
    }
}

def runPartsOfBranch(String path, Map part, Map state, int first) {
    for (int i = first; i < part.names.size(); i = state.next++) {
        if (!runPart(childPath(path, i))) {
            state.failed = true
            if (part.failFast) {
                $deployment.stopping(path)
                throw new hudson.AbortException(part.names[i] + ' failed')
            }
        }
    }
}

// When a timeout or a first failure stops another part of the step, Jenkins kills the processes of these commands as well,
// because they run in the same workspace. They run again, if they may.
def runCommands(String path, String label) {
    while (true) {
        String output = null
        try {
            output = $deployment.unix
                ? $steps.sh(script: $deployment.script(path), returnStdout: true, label: label)
                : $steps.powershell(script: $deployment.script(path), returnStdout: true, label: label)
        } catch (Throwable error) {
            if (!$deployment.isStoppedWithSibling(path, error)) {
                throw error
            }
        }
        if (output != null && !$deployment.isStoppedWithSibling(path, output)) {
            return $deployment.commandsEnded(path, output)
        }
        $steps.echo "${label}: stopped together with another part of the step; it runs again"
    }
}

def childPath(String path, int i) {
    return path ? path + '.' + i : '' + i
}
