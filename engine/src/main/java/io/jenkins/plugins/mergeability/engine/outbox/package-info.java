/** What has to be told to a code host: kept on disk until it has been, told in order, neither lost nor doubled. */
package io.jenkins.plugins.mergeability.engine.outbox;
