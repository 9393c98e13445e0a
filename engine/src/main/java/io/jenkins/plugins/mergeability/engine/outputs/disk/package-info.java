/** Reads and writes the files of a working tree by their exact names, with attributes and contents. */
package io.jenkins.plugins.mergeability.engine.outputs.disk;
