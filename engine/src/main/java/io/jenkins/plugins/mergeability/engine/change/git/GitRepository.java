package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Change;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The history of a local repository, asked of the git executable. All questions are put at once when it is opened, and
 * answered by a number of processes that does not depend on the size of anything; every method waits for the answers
 * it needs. What is marked {@code assume-unchanged} counts as the index has it, and so does what a sparse checkout
 * leaves out.
 */
public final class GitRepository implements History, AutoCloseable {

    private final Git git;
    private final Selection selection;
    private final Lazy<RepositoryLayout> place = new Lazy<>(this::findPlace);
    private final Lazy<ObjectReader> objects = new Lazy<>(this::startObjects);
    private final Lazy<Revisions> revisions = new Lazy<>(this::findRevisions);
    private final Lazy<WorkingTree> tree = new Lazy<>(this::findTree);
    private final Lazy<Change> change = new Lazy<>(this::findChange);

    private GitRepository(Git git, Selection selection) {
        this.git = git;
        this.selection = selection;
    }

    /**
     * Opens the repository that a directory belongs to, and starts to find out everything about the selection.
     *
     * @throws BadInputException if there is no such directory; whether it belongs to a repository shows later
     */
    public static GitRepository open(Path directory, Selection selection) throws BadInputException {
        return open(Git.in(directory, "git", System.getenv()), selection);
    }

    /**
     * The same with a git and an environment other than this process's own.
     *
     * @param executable the name or path of git
     */
    public static GitRepository open(
            Path directory, String executable, Map<String, String> environment, Selection selection)
            throws BadInputException {
        return open(Git.in(directory, executable, environment), selection);
    }

    /**
     * The repository that a directory belongs to, of which nothing is found out before it is asked for.
     *
     * @param executable the name or path of git
     * @param environment the variables that git gets
     * @throws BadInputException if there is no such directory; whether it belongs to a repository shows later
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
                    + ": name a directory of a git repository");
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
        RepositoryLayout layout = place.get();
        return TreeListing.ofTree(git, commit).read(layout.idLength(), indexSize(layout));
    }

    @Override
    public Optional<byte[]> file(String commit, String path) throws BadInputException, ExternalFailureException {
        place.get();
        return objects.get().file(commit, path);
    }

    /**
     * The id of the commit that a revision means, if the repository has it.
     *
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out
     */
    public Optional<String> commit(String revision) throws BadInputException, ExternalFailureException {
        place.get();
        return objects.get().commit(revision);
    }

    /**
     * The id of the tree of a commit: of everything that is in it.
     *
     * @param commit the id of a commit
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out, or the repository has no such commit
     */
    public String tree(String commit) throws BadInputException, ExternalFailureException {
        place.get();
        return objects.get()
                .tree(commit)
                .orElseThrow(() -> new ExternalFailureException("there is no commit " + commit));
    }

    /**
     * Whether a part of the history is missing from the repository.
     *
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out
     */
    public boolean shallow() throws BadInputException, ExternalFailureException {
        return place.get().shallow();
    }

    /**
     * The top of the working tree, if the directory is in one.
     *
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out
     */
    public Optional<Path> workTree() throws BadInputException, ExternalFailureException {
        return place.get().workTree();
    }

    /**
     * The directory that all working trees of the repository share, usually {@code .git}.
     *
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out
     */
    public Path commonDirectory() throws BadInputException, ExternalFailureException {
        return place.get().commonDirectory();
    }

    /**
     * The files of HEAD that the working tree does not have as they are there, sorted. New files are none of these.
     *
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out
     */
    public List<String> modified() throws BadInputException, ExternalFailureException {
        place.get();
        Optional<String> head = commit("HEAD");
        return Status.read(Status.askTracked(git), objects.get(), head).stream()
                .filter(item -> item.head().isPresent() || item.kind() == Status.Kind.CONFLICT)
                .map(Status.Item::path)
                .sorted()
                .distinct()
                .toList();
    }

    /**
     * The addresses of the remotes by their names, in the order in which they are configured.
     *
     * @throws BadInputException if the directory is in no repository
     * @throws ExternalFailureException if that cannot be found out
     */
    public Map<String, String> remotes() throws BadInputException, ExternalFailureException {
        place.get();
        return Remotes.of(git);
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        git.end();
    }

    private RepositoryLayout findPlace() throws BadInputException, ExternalFailureException {
        return RepositoryLayout.read(RepositoryLayout.ask(git), git.directory());
    }

    private ObjectReader startObjects() throws ExternalFailureException {
        return ObjectReader.of(git);
    }

    private Revisions findRevisions() throws BadInputException, ExternalFailureException {
        ObjectReader started = objects.get();
        // Of what all questions fail with where there is no repository, this answer knows the cure.
        return Revisions.resolve(git, place.get(), started, selection);
    }

    private WorkingTree findTree() throws BadInputException, ExternalFailureException {
        if (selection.head().isPresent()) {
            Revisions found = revisions.get();
            TreeListing listing = TreeListing.ofTree(git, found.head().orElseThrow());
            return WorkingTree.committed(listing.read(found.place().idLength(), indexSize(found.place())));
        }
        GitProcess status = Status.ask(git);
        TreeListing listing = TreeListing.ofIndex(git);
        Revisions found = revisions.get();
        Snapshot index = listing.read(found.place().idLength(), indexSize(found.place()));
        List<Status.Item> items = Status.read(status, objects.get(), found.head());
        return WorkingTree.of(
                git.at(found.place().workTree().orElseThrow()), found.place().idLength(), index, items);
    }

    /** The index is a little larger than the snapshot of what it has, which spares the snapshot from growing. */
    private static int indexSize(RepositoryLayout place) {
        long size = place.workTree()
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
            return changed(found, Optional.empty(), given.paths());
        }
        MergeBase mergeBase = MergeBase.find(git, found, selection.head().orElse("HEAD"));
        if (mergeBase.commit().isEmpty()) {
            return everything(found, mergeBase.whyNone());
        }
        String base = mergeBase.commit().get();
        String head = found.head().orElseThrow();
        Differences committed = base.equals(head)
                ? Differences.NONE
                : Differences.read(Differences.ask(git, found.place(), base, head));
        return changed(found, Optional.of(base), committed.upTo(tree.get()));
    }

    private Change changed(Revisions found, Optional<String> base, List<String> paths)
            throws BadInputException, ExternalFailureException {
        WorkingTree at = tree.get();
        return new Change(paths, Optional.empty(), base, found.head(), at.uncommitted(), at.notes());
    }

    private Change everything(Revisions found, String why) throws BadInputException, ExternalFailureException {
        WorkingTree at = tree.get();
        return new Change(List.of(), Optional.of(why), Optional.empty(), found.head(), at.uncommitted(), at.notes());
    }
}
