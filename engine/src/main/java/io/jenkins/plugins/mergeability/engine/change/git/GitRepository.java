package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The history of a local repository, read by the git executable. Opening it starts all queries at once, in a fixed number
 * of processes; every method waits for the answers it needs. Files that are marked {@code assume-unchanged} or left out
 * by a sparse checkout count as they are in the working tree; one that is not there counts as unchanged, with content
 * for which nothing is proven.
 */
public final class GitRepository implements History, AutoCloseable {

    private final Git git;
    private final Selection selection;
    private final Lazy<RepositoryLayout> layout = new Lazy<>(this::findLayout);
    private final Lazy<ObjectReader> objects = new Lazy<>(this::startObjects);
    private final Lazy<Revisions> revisions = new Lazy<>(this::findRevisions);
    private final Lazy<WorkingTree> tree = new Lazy<>(this::findTree);
    private final Lazy<Change> change = new Lazy<>(this::findChange);

    private GitRepository(Git git, Selection selection) {
        this.git = git;
        this.selection = selection;
    }

    /**
     * Opens the repository of a directory and starts all queries about the selection.
     *
     * @throws BadInputException if there is no such directory; later calls fail if it is not in a repository
     */
    public static GitRepository open(Path directory, Selection selection) throws BadInputException {
        return open(Git.in(directory, "git", System.getenv()), selection);
    }

    /**
     * The same with another git executable and environment.
     *
     * @param executable the name or path of git
     */
    public static GitRepository open(
            Path directory, String executable, Map<String, String> environment, Selection selection)
            throws BadInputException {
        return open(Git.in(directory, executable, environment), selection);
    }

    /**
     * The repository of a directory, which starts no query before a method needs it.
     *
     * @param executable the name or path of git
     * @param environment the environment variables of git
     * @throws BadInputException if there is no such directory; later calls fail if it is not in a repository
     */
    public static GitRepository at(Path directory, String executable, Map<String, String> environment)
            throws BadInputException {
        Selection head = new Selection(new Selection.Everything(""), Optional.of("HEAD"));
        return of(Git.in(directory, executable, environment), head);
    }

    static GitRepository open(Git git, Selection selection) throws BadInputException {
        GitRepository repository = of(git, selection);
        repository.tree.start("git tree");
        repository.change.start("git change");
        return repository;
    }

    private static GitRepository of(Git git, Selection selection) throws BadInputException {
        Path directory = git.directory();
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(GitPath.display(directory.toString())
                    + (Files.exists(directory) ? " is not a directory" : " does not exist")
                    + ": give a directory of a git repository");
        }
        return new GitRepository(git, selection);
    }

    @Override
    public Change change() throws BadInputException, ExternalFailureException {
        return change.get();
    }

    @Override
    public Snapshot snapshot() throws BadInputException, ExternalFailureException {
        return tree.get().snapshot();
    }

    @Override
    public Snapshot snapshot(String commit) throws BadInputException, ExternalFailureException {
        RepositoryLayout found = layout.get();
        return TreeListing.ofTree(git, commit).read(found.idLength(), indexSize(found));
    }

    @Override
    public Optional<byte[]> file(String commit, String path) throws BadInputException, ExternalFailureException {
        layout.get();
        return objects.get().file(commit, path);
    }

    @Override
    public Optional<byte[]> content(String path, Snapshot.Entry entry, int mostBytes)
            throws BadInputException, ExternalFailureException {
        Optional<Path> top = layout.get().workTree();
        Optional<byte[]> committed = objects.get().blob(entry.id(), mostBytes);
        return committed.isPresent() || top.isEmpty()
                ? committed
                : UncommittedFile.content(top.get(), path, entry.id(), mostBytes);
    }

    /**
     * The id of the commit of a revision, if the repository has it.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Optional<String> commit(String revision) throws BadInputException, ExternalFailureException {
        layout.get();
        return objects.get().commit(revision);
    }

    /**
     * The full reference of the main branch: that of the remote {@code origin} if there is one.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Optional<String> primaryBranch() throws BadInputException, ExternalFailureException {
        layout.get();
        return Revisions.primaryBranch(objects.get());
    }

    /**
     * Whether a commit is another one or an ancestor of it; false if the repository lacks one of them.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public boolean reaches(String descendant, String commit) throws BadInputException, ExternalFailureException {
        if (commit(descendant).isEmpty() || commit(commit).isEmpty()) {
            return false;
        }
        return git.start("rev-list", "--max-count=1", commit, "^" + descendant).read().length == 0;
    }

    /** Which of some commits reach each of others, answered by one process. */
    public Map<String, Set<String>> reaching(Set<String> descendants, Set<String> commits)
            throws BadInputException, ExternalFailureException {
        layout.get();
        return Reachability.of(git, objects.get(), descendants, commits);
    }

    /**
     * The id of the tree of a commit.
     *
     * @param commit the id of a commit
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails or the repository has no such commit
     */
    public String tree(String commit) throws BadInputException, ExternalFailureException {
        layout.get();
        return objects.get()
                .tree(commit)
                .orElseThrow(() -> new ExternalFailureException("there is no commit " + commit));
    }

    /**
     * The content of an object as git hashes it, without its header.
     *
     * @param type such as {@code commit}
     * @param id the id of the object
     * @return empty if the repository has no such object
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Optional<byte[]> object(String type, String id) throws BadInputException, ExternalFailureException {
        layout.get();
        return objects.get().object(type, id);
    }

    /**
     * Whether the clone is shallow: a part of the history is missing.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public boolean shallow() throws BadInputException, ExternalFailureException {
        return layout.get().shallow();
    }

    /**
     * The top directory of the working tree, if the directory is in one.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Optional<Path> workTree() throws BadInputException, ExternalFailureException {
        return layout.get().workTree();
    }

    /**
     * The directory that all working trees of the repository share, usually {@code .git}.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Path commonDirectory() throws BadInputException, ExternalFailureException {
        return layout.get().commonDirectory();
    }

    /**
     * The files of HEAD that the working tree has changed or deleted, sorted. New files are not included. A file that is
     * hidden from git counts by its content; one that a sparse checkout has left out is not deleted.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public List<String> modified() throws BadInputException, ExternalFailureException {
        RepositoryLayout found = layout.get();
        GitProcess status = Status.askTracked(git);
        TreeListing listing = TreeListing.ofIndex(git);
        Optional<String> head = commit("HEAD");
        Snapshot index = listing.read(found.idLength(), indexSize(found));
        List<Status.Item> items = Status.read(status, objects.get(), head);
        Set<String> modified = new TreeSet<>();
        for (Status.Item item : items) {
            if (item.head().isPresent() || item.kind() == Status.Kind.CONFLICT) {
                modified.add(item.path());
            }
        }
        Path top = found.workTree().orElseThrow();
        List<Status.Item> hidden =
                HiddenFiles.find(top, index, listing.hidden(), items).present();
        Snapshot present = ScratchIndex.add(git.at(top), found.idLength(), hidden);
        for (Status.Item item : hidden) {
            if (!item.head().equals(present.find(item.path()))) {
                modified.add(item.path());
            }
        }
        return List.copyOf(modified);
    }

    /**
     * Checks out a commit as a further working tree. The caller removes it.
     *
     * @param parent an empty directory, in which it is made
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public TemporaryCheckout checkOut(Path parent, String commit)
            throws BadInputException, ExternalFailureException, IOException {
        return TemporaryCheckout.of(git, commonDirectory(), parent, commit);
    }

    /**
     * The files that git tracks, as its index has them now.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Snapshot tracked() throws BadInputException, ExternalFailureException {
        RepositoryLayout found = layout.get();
        return TreeListing.ofIndex(git).read(found.idLength(), indexSize(found));
    }

    /**
     * The URLs of the remotes by name, in the order of the configuration.
     *
     * @throws BadInputException if the directory is not in a repository
     * @throws ExternalFailureException if git fails
     */
    public Map<String, String> remotes() throws BadInputException, ExternalFailureException {
        layout.get();
        return Remotes.of(git);
    }

    /**
     * The commits that lead to a revision, the newest first, by first parents; none before the first commit.
     *
     * @param revision the revision
     * @param most how many at most
     * @throws BadInputException if there is no such revision
     */
    public List<String> mainLine(String revision, int most) throws BadInputException, ExternalFailureException {
        layout.get();
        Optional<String> start = commit(revision);
        if (start.isEmpty()) {
            if (revision.equals("HEAD")) {
                return List.of();
            }
            throw new BadInputException("there is no revision " + GitPath.display(revision));
        }
        byte[] output = git.start("rev-list", "--first-parent", "--max-count=" + most, start.get())
                .read();
        return new String(output, StandardCharsets.ISO_8859_1).lines().toList();
    }

    /**
     * The commits that a revision has and another one has not, the newest first.
     *
     * @param since the other revision; empty for all commits
     */
    public List<CommitSummary> log(Optional<String> since, String until, int most)
            throws BadInputException, ExternalFailureException {
        layout.get();
        return CommitSummary.read(git, since, until, most);
    }

    /** Stops all processes that still run. */
    @Override
    public void close() {
        git.end();
    }

    private RepositoryLayout findLayout() throws BadInputException, ExternalFailureException {
        return RepositoryLayout.read(RepositoryLayout.ask(git), git.directory());
    }

    private ObjectReader startObjects() throws ExternalFailureException {
        return ObjectReader.of(git);
    }

    private Revisions findRevisions() throws BadInputException, ExternalFailureException {
        ObjectReader started = objects.get();
        // Without a repository all queries fail; the message of this one says how to fix it.
        return Revisions.resolve(git, layout.get(), started, selection);
    }

    private WorkingTree findTree() throws BadInputException, ExternalFailureException {
        if (selection.head().isPresent()) {
            Revisions found = revisions.get();
            TreeListing listing = TreeListing.ofTree(git, found.head().orElseThrow());
            return WorkingTree.committed(listing.read(found.layout().idLength(), indexSize(found.layout())));
        }
        GitProcess status = Status.ask(git);
        TreeListing listing = TreeListing.ofIndex(git);
        Revisions found = revisions.get();
        Snapshot index = listing.read(found.layout().idLength(), indexSize(found.layout()));
        List<Status.Item> items = Status.read(status, objects.get(), found.head());
        Path top = found.layout().workTree().orElseThrow();
        HiddenFiles hidden = HiddenFiles.find(top, index, listing.hidden(), items);
        return WorkingTree.of(git.at(top), found.layout().idLength(), index, items, hidden);
    }

    /** The size of the index, a little larger than its snapshot, so that the snapshot need not grow. */
    private static int indexSize(RepositoryLayout layout) {
        long size = layout.workTree()
                .map(top -> top.resolve(".git/index").toFile().length())
                .orElse(0L);
        return (int) Math.min(size, 64 << 20);
    }

    private Change findChange() throws BadInputException, ExternalFailureException {
        Revisions found = revisions.get();
        if (selection.extent() instanceof Selection.Everything everything) {
            return everything(found, everything.why());
        }
        if (selection.extent() instanceof Selection.Paths given) {
            return changed(found, List.of(), given.paths());
        }
        MergeBases bases = MergeBases.find(git, found, selection.head().orElse("HEAD"));
        if (bases.commits().isEmpty()) {
            return everything(found, bases.reason());
        }
        String head = found.head().orElseThrow();
        List<String> paths = new ArrayList<>();
        for (String base : bases.commits()) {
            Differences committed = base.equals(head)
                    ? Differences.NONE
                    : Differences.read(Differences.ask(git, found.layout(), base, head));
            paths.addAll(committed.upTo(tree.get()));
        }
        return changed(found, bases.commits(), paths);
    }

    private Change changed(Revisions found, List<String> bases, List<String> paths)
            throws BadInputException, ExternalFailureException {
        WorkingTree at = tree.get();
        return new Change(paths, Optional.empty(), bases, found.head(), at.uncommitted(), at.notes());
    }

    private Change everything(Revisions found, String why) throws BadInputException, ExternalFailureException {
        WorkingTree at = tree.get();
        return new Change(List.of(), Optional.of(why), List.of(), found.head(), at.uncommitted(), at.notes());
    }
}
