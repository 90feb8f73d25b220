/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Google's own classes are the judges. */
class GrpcHealthMessageTest {

    @Test
    void requestIsReadAsItWasMeant() throws InvalidProtocolBufferException {
        for (String service : List.of("", "proxy", "grüße", "x".repeat(127), "x".repeat(128), "x".repeat(1024))) {
            assertThat(HealthCheckRequest.parseFrom(GrpcHealthMessage.request(service)))
                    .isEqualTo(
                            HealthCheckRequest.newBuilder().setService(service).build());
        }
    }

    @Test
    void onlyServingIsHealthy() {
        assertThat(judged(ServingStatus.SERVING)).isEqualTo(Probe.Result.healthy("SERVING"));
        for (ServingStatus status :
                List.of(ServingStatus.UNKNOWN, ServingStatus.NOT_SERVING, ServingStatus.SERVICE_UNKNOWN)) {
            assertThat(judged(status)).isEqualTo(Probe.Result.unhealthy(status.name()));
        }
        assertThat(judged(HealthCheckResponse.newBuilder().setStatusValue(77).build()))
                .isEqualTo(Probe.Result.unhealthy("status 77"));
        assertThat(judged(HealthCheckResponse.newBuilder().setStatusValue(-1).build()))
                .isEqualTo(Probe.Result.unhealthy("status -1"));
    }

    private static Probe.Result judged(ServingStatus status) {
        return judged(HealthCheckResponse.newBuilder().setStatus(status).build());
    }

    private static Probe.Result judged(HealthCheckResponse response) {
        return GrpcHealthMessage.judged(response.toByteArray());
    }

    @Test
    void unknownFieldsAreSkipped() {
        // Fields 2 (string "ab"), 3 (fixed64), 4 (fixed32), 5 (varint 300), then the status.
        String fields = "12026162" + "190102030405060708" + "2501020304" + "28ac02" + "0801";
        assertThat(GrpcHealthMessage.judged(HexFormat.of().parseHex(fields)))
                .isEqualTo(Probe.Result.healthy("SERVING"));
    }

    @Test
    void damagedOctetsAreAnAnswer() {
        byte[] good = HexFormat.of().parseHex("12026162190102030405060708250102030428ac020801");
        Random random = new Random(20261124);
        int healthy = 0;
        for (int i = 0; i < 1_000; i++) {
            healthy += GrpcHealthMessage.judged(Damage.of(good, random)).healthy() ? 1 : 0;
        }
        assertThat(healthy).isBetween(1, 900);
    }
}
