/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.Hold;
import io.vip4j.event.PeerStatus;
import io.vip4j.event.TemporaryPriority;
import io.vip4j.event.VipStatus;
import java.io.IOException;

/** Writes what people have asked of a router, how long its addresses would outlive it, and who else is there. */
final class SteeringJson {

    private SteeringJson() {}

    static void write(JsonGenerator json, VipStatus status) throws IOException {
        if (status.hold().isPresent()) {
            Hold hold = status.hold().get();
            json.writeObjectFieldStart("hold");
            json.writeStringField("reason", hold.reason());
            json.writeStringField("until", hold.until().toString());
            json.writeEndObject();
        } else {
            json.writeNullField("hold");
        }
        if (status.temporaryPriority().isPresent()) {
            TemporaryPriority temporary = status.temporaryPriority().get();
            json.writeObjectFieldStart("temporaryPriority");
            json.writeNumberField("priority", temporary.priority().value());
            json.writeStringField("until", temporary.until().toString());
            json.writeEndObject();
        } else {
            json.writeNullField("temporaryPriority");
        }
        if (status.leaseRemaining().isPresent()) {
            json.writeNumberField(
                    "leaseRemainingMillis", status.leaseRemaining().get().toMillis());
        } else {
            json.writeNullField("leaseRemainingMillis");
        }
        json.writeArrayFieldStart("peers");
        for (PeerStatus peer : status.peers()) {
            json.writeStartObject();
            json.writeStringField("address", peer.address().toString());
            json.writeNumberField("priority", peer.priority().value());
            json.writeNumberField(
                    "advertisementIntervalMillis", peer.interval().toDuration().toMillis());
            json.writeNumberField("silentForMillis", peer.silentFor().toMillis());
            json.writeBooleanField("active", peer.active());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
