// Makes everything of the demo district that is not written by hand: the grid, the base map, the campaigns' forms, their sample deliveries
// and the drawn photos. The seed is fixed, so a second run gives the same bytes; --verify writes nothing and recounts what is there.
using Gridwork.DemoDistrict;
using Gridwork.DemoDistrict.Cases;
using Gridwork.DemoDistrict.Deliveries;
using Gridwork.DemoDistrict.HygieneCity;
using Gridwork.DemoDistrict.Maps;
using Gridwork.DemoDistrict.Photos;
using Gridwork.DemoDistrict.RoadEnvironment;
using Gridwork.DemoDistrict.Sheets;
using Gridwork.DemoDistrict.SurveyOutreach;

var repository = Repository.Find();
if (args is ["--verify"])
{
    var faults = Verify.Run(repository, Console.Out);
    Console.WriteLine($"fingerprint {Verify.Fingerprint(repository)}");
    return faults == 0 ? 0 : 1;
}
MapFiles.Write(repository);
var places = new DistrictPlaces(repository);
WriteCampaign("road-environment", 1, RoadForms.All(new DistrictUnits(repository)), RoadSample.Make(repository, places));
var villages = Csv.Read(repository.District("units.csv")).Where(unit => unit["parent"] == "hefan")
    .Select(unit => (unit["code"], unit["name_zh"], unit["name_en"])).ToList();
WriteCampaign("survey-outreach", 3, SurveyForms.All(villages), SurveySample.Make(repository, places));
var hygiene = new HygieneTables(repository);
WriteCampaign("hygiene-city", 2, HygieneForms.All(hygiene), HygieneSample.Make(repository, places, hygiene));
return 0;

void WriteCampaign(string campaign, int rounds, Form[] forms, IReadOnlyList<Delivery> deliveries)
{
    foreach (var form in forms)
    {
        Repository.Write(repository.Campaign(campaign, form.Id + ".xlsx"), form.ToWorkbook());
        Repository.Write(
            repository.Campaign(campaign, $"sample/{form.Id}.csv"), DeliveryFile.Write(form, rounds, deliveries.Where(delivery => delivery.Form == form.Id)));
    }
    new Album(repository, places).Write(campaign, deliveries);
}
