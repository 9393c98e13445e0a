/** Where archives of outputs are kept, in a directory or in memory, and which are evicted. */
package io.jenkins.plugins.mergeability.engine.outputs.store;
