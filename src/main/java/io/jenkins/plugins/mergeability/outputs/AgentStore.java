package io.jenkins.plugins.mergeability.outputs;

import hudson.FilePath;
import hudson.model.Node;
import hudson.remoting.Pipe;
import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mergeability.engine.outputs.store.Eviction;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jenkins.MasterToSlaveFileCallable;
import jenkins.model.Jenkins;

/** The outputs that an agent keeps, in {@code mergeability/outputs} of its root directory, as the controller uses them. */
final class AgentStore {

    private final FilePath directory;
    private final OutputScope scope;

    private AgentStore(FilePath directory, OutputScope scope) {
        this.directory = directory;
        this.scope = scope;
    }

    /** The store of a node; empty if the node is offline. */
    static Optional<AgentStore> of(Node node, OutputScope scope) {
        FilePath root = node.getRootPath();
        return root == null
                ? Optional.empty()
                : Optional.of(new AgentStore(root.child("mergeability").child("outputs"), scope));
    }

    /** The store of the node that jobs know by this name; empty if it is offline, or there is none. */
    static Optional<AgentStore> of(String name, OutputScope scope) {
        Jenkins jenkins = Jenkins.get();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Node node = name.equals(jenkins.getSelfLabel().getName()) ? jenkins : jenkins.getNode(name);
        return node == null ? Optional.empty() : of(node, scope);
    }

    String path() {
        return directory.getRemote();
    }

    /** Whether it is the same directory as that of the controller. */
    boolean isOnController() {
        return directory.getChannel() == null || directory.getChannel() == FilePath.localChannel;
    }

    boolean has(OutputDigest digest) throws IOException, InterruptedException {
        return directory.act(new Has(scope, digest.hex()));
    }

    /** Copies an archive from the agent; the caller verifies it. */
    void read(OutputDigest digest, OutputStream out) throws IOException, InterruptedException {
        VirtualChannel channel = directory.getChannel();
        directory.act(new Read(scope, digest.hex(), new RemoteOutputStream(out)));
        if (channel != null) {
            channel.syncLocalIO(); // all that the agent has sent is written when this returns
        }
    }

    /** Copies an archive to the agent. */
    void write(OutputDigest digest, InputStream in) throws IOException, InterruptedException {
        Pipe pipe = Pipe.createLocalToRemote();
        Future<Void> written = directory.actAsync(new Write(scope, digest.hex(), pipe));
        try (OutputStream out = pipe.getOut()) {
            in.transferTo(out);
        } catch (IOException e) {
            await(written); // the agent knows better why
            throw e;
        }
        await(written);
    }

    private static void await(Future<Void> written) throws IOException, InterruptedException {
        try {
            written.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Removes what is too old or too much, at most once an hour. */
    void evict(Eviction eviction) throws IOException, InterruptedException {
        directory.act(new Evict(eviction.maxBytes(), eviction.maxAge().toSeconds()));
    }

    private static final class Has extends MasterToSlaveFileCallable<Boolean> {

        @Serial
        private static final long serialVersionUID = 1;

        private final OutputScope scope;
        private final String digest;

        Has(OutputScope scope, String digest) {
            this.scope = scope;
            this.digest = digest;
        }

        @Override
        public Boolean invoke(File root, VirtualChannel channel) throws IOException {
            return new ScopedOutputStore(root.toPath(), scope).has(new OutputDigest(digest));
        }
    }

    private static final class Read extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final OutputScope scope;
        private final String digest;
        private final RemoteOutputStream out;

        Read(OutputScope scope, String digest, RemoteOutputStream out) {
            this.scope = scope;
            this.digest = digest;
            this.out = out;
        }

        @Override
        public Void invoke(File root, VirtualChannel channel) throws IOException {
            try (InputStream in = new ScopedOutputStore(root.toPath(), scope)
                    .get(new OutputDigest(digest))
                    .orElseThrow(() -> new IOException("the agent no longer keeps the outputs " + digest))) {
                in.transferTo(out);
                out.flush();
            }
            return null;
        }
    }

    private static final class Write extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final OutputScope scope;
        private final String digest;
        private final Pipe pipe;

        Write(OutputScope scope, String digest, Pipe pipe) {
            this.scope = scope;
            this.digest = digest;
            this.pipe = pipe;
        }

        @Override
        public Void invoke(File root, VirtualChannel channel) throws IOException {
            try (InputStream in = pipe.getIn()) {
                new ScopedOutputStore(root.toPath(), scope).put(new OutputDigest(digest), in::transferTo);
                in.transferTo(OutputStream.nullOutputStream()); // the outputs may be there already
            }
            return null;
        }
    }

    private static final class Evict extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final long maxBytes;
        private final long maxAgeSeconds;

        Evict(long maxBytes, long maxAgeSeconds) {
            this.maxBytes = maxBytes;
            this.maxAgeSeconds = maxAgeSeconds;
        }

        @Override
        public Void invoke(File root, VirtualChannel channel) throws IOException {
            Eviction eviction = new Eviction(maxBytes, Duration.ofSeconds(maxAgeSeconds));
            new OutputDirectories(root.toPath()).evictHourly(eviction, Instant.now());
            return null;
        }
    }
}
