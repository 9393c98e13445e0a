package io.jenkins.plugins.mergeability.engine.proof;

import java.time.InstantSource;

/** The contract, in memory. */
class MemoryProofStoreTest extends ProofStoreContract {

    @Override
    ProofStore empty(InstantSource clock) {
        return new MemoryProofStore(clock);
    }
}
