package tael;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forwards every call to the gateway; {@code damage} turns the body of an answer into another. */
final class GatewayProxy implements AutoCloseable {
    private static final Pattern TRADE_NO = Pattern.compile("\"trade_no\":\"\\d+\"");

    private final URI gateway;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    volatile UnaryOperator<byte[]> damage = UnaryOperator.identity();
    volatile int forwarded;

    GatewayProxy(String gatewayUrl) throws IOException {
        gateway = URI.create(gatewayUrl);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + gateway.getPath();
    }

    private void forward(HttpExchange exchange) throws IOException {
        // the request target goes on as it came, percent-encoding included
        URI target = URI.create(gateway.getScheme() + "://" + gateway.getAuthority() + exchange.getRequestURI());
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("content-type", exchange.getRequestHeaders().getFirst("content-type"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = damage.apply(answer.body());
            forwarded++;
            exchange.getResponseHeaders().set("content-type", answer.headers().firstValue("content-type").orElse(""));
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** Changes the last digit of the answer's trade_no and nothing else: one byte, and still JSON. */
    static byte[] flipTradeNo(byte[] body) {
        Matcher found = TRADE_NO.matcher(new String(body, StandardCharsets.ISO_8859_1));
        Checks.holds("the answer names no trade_no", found.find());
        byte[] flipped = body.clone();
        int last = found.end() - 2;
        flipped[last] = (byte) ('0' + (flipped[last] - '0' + 1) % 10);
        return flipped;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
