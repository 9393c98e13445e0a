/** A first component map, made from what the manifests of a repository say. */
package io.jenkins.plugins.mergeability.engine.cli.init;
