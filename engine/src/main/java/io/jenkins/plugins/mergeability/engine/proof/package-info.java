/** The recorded outcomes of earlier runs, on disk and in memory, by input hash. */
package io.jenkins.plugins.mergeability.engine.proof;
