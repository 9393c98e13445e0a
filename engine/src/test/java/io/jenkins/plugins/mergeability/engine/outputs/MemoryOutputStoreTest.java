package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.store.MemoryOutputStore;
import java.time.InstantSource;

class MemoryOutputStoreTest extends OutputStoreContract {

    @Override
    OutputStore empty(InstantSource clock) {
        return new MemoryOutputStore(clock);
    }
}
