/** Hashes of fields that cannot run into each other. */
package io.jenkins.plugins.mergeability.engine.hash;
