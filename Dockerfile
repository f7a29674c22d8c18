# Builds on the SDK, runs on the ASP.NET runtime, as an ordinary user, with one volume for what must survive.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY .editorconfig Directory.Build.props Directory.Packages.props SmsAdmin.sln appsettings.json ./
COPY src/ src/
COPY wwwroot/ wwwroot/
RUN dotnet publish src/SmsAdmin.Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
ENV ASPNETCORE_ENVIRONMENT=Production \
    Urls=http://+:8080 \
    Storage__Directory=/data
RUN mkdir -m 0700 /data && chown $APP_UID /data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s CMD ["dotnet", "SmsAdmin.Web.dll", "health", "http://localhost:8080"]
ENTRYPOINT ["dotnet", "SmsAdmin.Web.dll"]
