package io.jenkins.plugins.mergeability.step

import groovy.transform.Field

// Expands a plan into the pipeline's own steps. All that is decided is decided in Call; all that is remembered is in the
// record of the build. Whatever is kept in a variable here is written down with every step of the pipeline.

// A Call. It has to be a field, and with a name no pipeline uses: after a restart all scripts share one binding, which
// comes before fields.
@Field Object $build

if ($build.planOnly) {
    return planned()
}
$build.number = planned()
try {
    expand()
} catch (Throwable trouble) {
    if (!$build.stopped || !$build.failedFast(trouble)) {
        throw trouble
    }
}
return mergeabilityFinish(number: $build.number)

def planned() {
    def plan = mergeabilityPlan(asked: $build.asked, planOnly: $build.planOnly, agents: $build.inWorkspace)
    while (plan == 'check out') {
        try {
            node($build.planningLabel) {
                checkedOut(true)
                plan = mergeabilityPlan(asked: $build.asked, planOnly: $build.planOnly, agents: false)
            }
        } catch (Throwable trouble) {
            if (!$build.plansAgain(trouble)) {
                throw trouble
            }
            echo "planning again: ${trouble.message}"
        }
    }
    return plan
}

// What is to be checked out is not kept in a variable: it would be written down with every step that follows.
def checkedOut(boolean poll) {
    checkout(scm: $build.scm(), changelog: $build.firstCheckout(), poll: poll)
}

def expand() {
    def branches = [:]
    for (String name : $build.lanes()) {
        String lane = name
        branches[$build.shown(lane)] = { -> named(lane) }
    }
    for (Map branch : $build.notRun()) {
        Map each = branch
        branches[$build.shown(each.name)] = { -> mergeabilityMark(status: 'SKIPPED', reason: each.reason) }
    }
    if (branches) {
        branches.failFast = $build.failFast
        parallel(branches)
    }
    notRun($build.given(), 'NOT_RUN')
}

// The stages of what does not run of a component others of whose jobs do.
def notRun(List jobs, String status) {
    for (Map job : jobs) {
        String reason = job.reason
        stage($build.shown(job.name)) {
            mergeabilityMark(status: status, reason: reason)
        }
    }
}

// In a Declarative pipeline views take the first stage of a branch for its name, as Declarative makes one of that name.
def named(String lane) {
    if (!$build.declarative) {
        toItsEnd(lane)
        return
    }
    stage($build.shown(lane)) {
        toItsEnd(lane)
    }
}

def toItsEnd(String lane) {
    try {
        work(lane)
    } catch (Throwable trouble) {
        $build.gone(lane, trouble)
        throw trouble
    }
}

// A branch: takes agents, and runs one job after another on each.
def work(String lane) {
    notRun($build.notRun(lane), 'SKIPPED')
    while (true) {
        Map next = $build.next(lane)
        if (next.kind == 'Done') {
            notRun($build.given(lane), 'NOT_RUN')
            $build.spare()
            return
        }
        if (next.kind == 'Wait') {
            mergeabilityAwait(number: $build.number, branch: lane)
        } else if (next.kind == 'Platforms') {
            platforms(next)
        } else if ($build.here(lane)) {
            onThisAgent(lane, next.label, next.kind == 'Isolated')
        } else {
            onAgent(lane, next.label, next.kind == 'Isolated')
        }
        if ($build.stopped) {
            throw new hudson.AbortException('the first failure ends the rest')
        }
    }
}

// A job on its platforms, side by side.
def platforms(Map next) {
    stage(next.stage) {
        def branches = [:]
        for (String name : next.lanes) {
            String lane = name
            branches[$build.shown(lane)] = { -> toItsEnd(lane) }
        }
        branches.failFast = $build.failFast
        parallel(branches)
    }
}

def onThisAgent(String lane, String label, boolean isolated) {
    if (!isolated) {
        jobs(lane, label, false)
        return
    }
    ws(pwd() + '@isolated') {
        deleteDir()
        checkedOut(false)
        jobs(lane, label, true)
        deleteDir()
    }
}

def onAgent(String lane, String label, boolean isolated) {
    try {
        node(label) {
            if (isolated) {
                deleteDir()
            }
            checkedOut(false)
            jobs(lane, label, isolated)
            if (isolated) {
                deleteDir()
            }
        }
    } catch (Throwable trouble) {
        if (!$build.goesOn(lane, label, trouble)) {
            throw trouble
        }
        echo "${lane}: ${trouble.message}"
    }
}

def jobs(String lane, String label, boolean onlyOne) {
    Boolean known = $build.unix(env.NODE_NAME)
    boolean unix = known == null ? isUnix() : known
    while (true) {
        String key = $build.claim(lane, label, env.NODE_NAME)
        if (key == null) {
            return
        }
        stage($build.stage(key)) {
            job(key, unix)
        }
        $build.spare()
        if ($build.stopped) {
            throw new hudson.AbortException('the first failure ends the rest')
        }
        if (onlyOne) {
            return
        }
    }
}

def job(String key, boolean unix) {
    boolean passed = false
    String trouble = null
    try {
        String label = $build.plain(key)
        passed = label == null ? inCredentials(key, unix, $build.around(key)) : commands(key, '', label, unix)
        reports(key)
        Map kept = passed ? $build.artifacts(key) : null
        if (kept) {
            surely { archiveArtifacts(kept) }
        }
    } catch (Throwable thrown) {
        if (!$build.own(key, thrown)) {
            throw thrown
        }
        trouble = thrown.message ?: thrown.toString()
    }
    String words = $build.ended(key, passed, trouble)
    if (words != null) {
        mergeabilityMark(status: $build.severity(key), reason: words)
    }
}

def reports(String key) {
    String globs = $build.junit(key)
    if (globs) {
        def summary = surely { junit(testResults: globs, allowEmptyResults: true, skipMarkingBuildUnstable: true) }
        $build.tests(key, summary.totalCount, summary.failCount, summary.skipCount)
    }
}

// What a restart of the controller ended in the middle is done again.
def surely(Closure step) {
    try {
        return step()
    } catch (Throwable trouble) {
        if (!$build.restarted(trouble)) {
            throw trouble
        }
    }
    return step()
}

def inCredentials(String key, boolean unix, Map around) {
    if (!around.bindings) {
        return inContainer(key, unix, around)
    }
    boolean passed = false
    withCredentials(around.bindings) {
        passed = inContainer(key, unix, around)
    }
    return passed
}

def inContainer(String key, boolean unix, Map around) {
    if (!around.image) {
        return part(key, '', unix)
    }
    boolean passed = false
    docker.image(around.image).inside {
        passed = part(key, '', unix)
    }
    return passed
}

// A part of a job, as often as it may be tried. Returns whether it passed, or may fail.
def part(String key, String path, boolean unix) {
    Map part = $build.part(key, path)
    boolean passed = false
    for (int attempt = 1; attempt <= part.attempts && !passed; attempt++) {
        passed = part.timeout > 0 ? timed(key, path, part, unix) : once(key, path, part, unix)
        if (passed && attempt > 1) {
            $build.passedAfterFailure(key)
        }
    }
    return passed || part.allowed
}

def timed(String key, String path, Map part, boolean unix) {
    boolean passed = false
    $build.timed(key, path, part.timeout)
    try {
        timeout(time: part.timeout, unit: 'MILLISECONDS') {
            passed = once(key, path, part, unix)
        }
    } catch (Throwable trouble) {
        if (!$build.timedOut(key, path, trouble, part.timeout)) {
            throw trouble
        }
        return false
    }
    $build.inTime(key, path)
    return passed
}

def once(String key, String path, Map part, boolean unix) {
    if (part.kind == 'Commands') {
        return commands(key, path, part.label, unix)
    }
    if (part.kind == 'Branches') {
        boolean passed = false
        Map named = $build.names(key, path)
        stage(named.stage) {
            passed = branches(key, path, part, named.names, unix)
        }
        return passed
    }
    for (int i = 0; i < part.count; i++) {
        if (!this.part(key, below(path, i), unix)) {
            return false
        }
    }
    return true
}

def branches(String key, String path, Map part, List names, boolean unix) {
    Map state = [next: part.width, failed: false]
    def branches = [:]
    for (int i = 0; i < part.width; i++) {
        int first = i
        branches[names[first]] = { -> branch(key, path, part, names, unix, state, first) }
    }
    branches.failFast = part.failFast
    try {
        parallel(branches)
    } catch (Throwable trouble) {
        if (!part.failFast || !state.failed || !$build.failedFast(trouble)) {
            throw trouble
        }
    }
    return !state.failed
}

// Runs one of the branches, and then what no other branch has begun yet.
def branch(String key, String path, Map part, List names, boolean unix, Map state, int first) {
    for (int i = first; i < names.size(); i = state.next++) {
        if (i == first) {
            oneOf(key, path, part, names, unix, state, i)
        } else {
            int at = i
            stage(names[at]) {
                oneOf(key, path, part, names, unix, state, at)
            }
        }
    }
}

def oneOf(String key, String path, Map part, List names, boolean unix, Map state, int at) {
    if (this.part(key, below(path, at), unix)) {
        return
    }
    state.failed = true
    mergeabilityMark(status: 'FAILURE', reason: names[at] + ' failed')
    if (part.failFast) {
        $build.endsRest(key, path)
        throw new hudson.AbortException(names[at] + ' failed')
    }
}

// Where Jenkins ends what runs beside it, as its time is up or a first failure ends it, Jenkins ends this as well, for it
// runs in the same workspace.
def commands(String key, String path, String label, boolean unix) {
    while (true) {
        String script = $build.script(key, path, unix)
        $build.expect(key, path)
        String output = null
        try {
            if (unix) {
                output = sh(script: script, returnStdout: true, label: label)
            } else {
                output = powershell(script: script, returnStdout: true, label: label)
            }
        } catch (Throwable trouble) {
            if (!$build.endedBeside(key, path, trouble)) {
                throw trouble
            }
        }
        if (output != null && !$build.endedBeside(key, path, output)) {
            return $build.ran(key, path, output)
        }
        echo "${label}: ended with what was ended beside it; it runs again"
    }
}

def below(String path, int i) {
    return path ? path + '.' + i : '' + i
}
