import groovy.io.FileType
import hudson.markup.RawHtmlMarkupFormatter
import hudson.model.Node
import hudson.model.Slave
import hudson.plugins.git.GitSCM
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import jenkins.branch.BranchSource
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import jenkins.plugins.git.GitSCMSource
import jenkins.plugins.git.traits.BranchDiscoveryTrait
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject

// The tour of `mvn hpi:run`: two agents on this machine, and the demo repository of the command line as a multibranch
// project. The first build of `main` starts by itself; two more branches are added after it. A second start keeps what
// is there.

Jenkins jenkins = Jenkins.get()
Path home = jenkins.rootDir.toPath()
Path sources = Path.of(System.getProperty('mergeability.tour.sources'))
Path repository = home.resolve('demo-repository')
String url = System.getProperty('mergeability.tour.url')

def git = { String... arguments ->
    List<String> command = ['git', '-C', repository.toString(), '-c', 'user.name=Demo', '-c', 'user.email=demo@example.com']
    Process process = new ProcessBuilder(command + arguments.toList()).redirectErrorStream(true).start()
    process.outputStream.close()
    String output = process.inputStream.text
    if (process.waitFor() != 0) {
        throw new IOException("git ${arguments[0]} failed: ${output}")
    }
}

def createRepository = {
    Path demo = sources.resolve('engine/src/main/resources/io/jenkins/plugins/mergeability/engine/cli/demo')
    demo.toFile().eachFileRecurse(FileType.FILES) { file ->
        String name = demo.relativize(file.toPath())
        Path target = repository.resolve(name == 'gitignore' ? '.gitignore' : name)
        Files.createDirectories(target.parent)
        Files.copy(file.toPath(), target)
    }
    repository.resolve('Jenkinsfile').toFile().text = 'buildComponents()\n'
    git('init', '--quiet')
    git('symbolic-ref', 'HEAD', 'refs/heads/main')
    git('add', '--all')
    git('commit', '--quiet', '-m', 'Add components')
}

// A branch of main that replaces a text in a file.
def createBranch = { String name, String message, String file, String text, String replacement ->
    git('checkout', '--quiet', '-b', name, 'main')
    File changed = repository.resolve(file).toFile()
    changed.text = changed.text.replace(text, replacement)
    git('commit', '--quiet', '-a', '-m', message)
    git('checkout', '--quiet', 'main')
}

def createAgent = { String name ->
    if (jenkins.getNode(name) == null) {
        DumbSlave agent = new DumbSlave(name, home.resolve("agents/${name}").toString(), new JNLPLauncher())
        agent.numExecutors = 2
        agent.mode = Node.Mode.NORMAL
        jenkins.addNode(agent)
    }
}

// Starts the process of an agent. It ends with Jenkins.
def startAgent = { String name ->
    Path directory = home.resolve("agents/${name}")
    Files.createDirectories(directory)
    Path jar = directory.resolve('agent.jar')
    Files.write(jar, new Slave.JnlpJar('agent.jar').readFully())
    String java = Path.of(System.getProperty('java.home'), 'bin', 'java')
    new ProcessBuilder(java, '-jar', jar.toString(), '-webSocket', '-noReconnect', '-url', url, '-name', name,
            '-secret', jenkins.getComputer(name).jnlpMac, '-workDir', directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve('agent.log').toFile())
            .start()
}

def createProject = {
    WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject, 'demo')
    project.description = "The repository <code>${repository}</code>. Commit something there and choose <em>Scan</em>."
    GitSCMSource source = new GitSCMSource(repository.toString())
    source.id = 'demo'
    source.traits = [new BranchDiscoveryTrait()]
    project.sourcesList.add(new BranchSource(source))
    project.save()
    return project
}

def welcome = """
<h2>Mergeability: a tour</h2>
<ol>
  <li><a href="job/demo/job/main/1/">demo » main #1</a> built everything, because nothing was known. <em>Components</em>
    in its menu shows what ran, where and why; <em>Pipeline Overview</em> shows the stages.</li>
  <li><a href="job/demo/job/polite/1/">demo » polite #1</a> changes one file of <code>air</code>. Only <code>air</code>
    and its dependent ran; <code>cloak</code> is proven by main #1.</li>
  <li><a href="job/demo/job/broken/1/">demo » broken #1</a> changes what <code>air</code> says. Its page shows the failed
    command and the end of its log.</li>
  <li><a href="job/demo/">demo</a> is the multibranch project. Its repository is <code>${repository}</code>: commit
    something on a branch, and choose <em>Scan Multibranch Pipeline Now</em>.</li>
  <li><a href="manage/mergeability-proofs/">Manage Jenkins » Mergeability proofs</a> lists what is proven.</li>
</ol>
<p>The links to polite and broken work as soon as main #1 has ended. To start over:
  <code>mvn clean hpi:run</code>.</p>
"""

GitSCM.ALLOW_LOCAL_CHECKOUT = true
JenkinsLocationConfiguration.get().url = url
jenkins.numExecutors = 0
jenkins.markupFormatter = new RawHtmlMarkupFormatter(false)
jenkins.systemMessage = welcome
jenkins.save()
List<String> agents = ['agent-1', 'agent-2']
agents.each { createAgent(it) }

Thread.startDaemon('tour') {
    while (jenkins.initLevel != hudson.init.InitMilestone.COMPLETED || !jenkins.servletContext) {
        sleep(200)
    }
    agents.each { startAgent(it) }
    if (jenkins.getItem('demo') != null) {
        return
    }
    createRepository()
    WorkflowMultiBranchProject project = createProject()
    project.scheduleBuild2(0).future.get(5, TimeUnit.MINUTES)
    while (project.getItem('main')?.getBuildByNumber(1)?.building != false) {
        sleep(500)
    }
    createBranch('polite', 'Describe the greeting', 'air/greeting.sh', 'it greets.', 'it greets by name.')
    createBranch('broken', 'Change the greeting', 'air/greeting.sh', 'Hello, ', 'Hullo, ')
    project.scheduleBuild2(0)
}
